/** Short items for the calm hours: title, then paragraphs. Each outlet has its own. Fiction. */
export type Brief = readonly [title: string, ...paragraphs: string[]];

export const BRIEFS: Readonly<Record<string, readonly Brief[]>> = {
	courrier: [
		[
			'Un accordéon oublié à bord du ferry cherche son musicien',
			'L’instrument, un chromatique à boutons des années cinquante, dormait sous une banquette du pont supérieur. Il joue juste, assure le maître d’équipage, qui en a profité pour apprendre une valse.',
			'Le propriétaire peut se présenter au guichet du môle nord, muni de n’importe quel air connu.',
		],
		[
			'Les feux de la rocade passent au clignotant pour laisser traverser les crapauds',
			'Pendant trois nuits, la voie de droite sera fermée entre l’étang et le bois des Aulnes. Vingt bénévoles munis de seaux aideront les amphibiens les plus lents.',
			'L’an dernier, 2 140 animaux avaient été comptés, ainsi qu’une poule.',
		],
		[
			'Le lycée hôtelier sert un menu tout en algues, les élèves en redemandent',
			'Dulse grillée, haricot de mer au beurre, crème au nori : la brigade de première année a nourri cent vingt convives, dont le recteur.',
			'La recette du pain à la laitue de mer sera affichée dans le hall.',
		],
		[
			'Une rue de Saint-Corvin sans voitures le temps d’un été',
			'La rue des Lavandières deviendra piétonne de juin à septembre, sauf livraisons du matin. Les riverains ont voté à soixante-trois contre douze.',
			'Des bancs, des tilleuls en bac et une table d’échecs y seront installés par les services techniques.',
		],
		[
			'Le doyen des remorqueurs part à la retraite après cinquante-deux ans de bassin',
			'« Le Têtu », mille deux cents chevaux et une cloche fêlée, a tiré hier sa dernière drague. Son mécanicien, Loïc Arzel, l’avait connu apprenti.',
			'Une association voudrait en faire une cantine flottante.',
		],
		[
			'Concours de cerfs-volants : une baleine de onze mètres remporte la coupe',
			'Cousue par les pensionnaires de la résidence des Embruns, elle a tenu quarante minutes au-dessus de la plage, malgré un vent capricieux.',
			'Le prix du public revient à une théière.',
		],
		[
			'Le tribunal rend son chien à un marchand de crêpes',
			'Deux voisins se disputaient l’animal, reconnu grâce à sa passion pour le sarrasin. Le juge a tranché après une dégustation comparée.',
			'Le perdant recevra une portée, si portée il y a.',
		],
		[
			'Trente ruches sur le toit de la piscine municipale',
			'Le gymnase avait les panneaux solaires, la piscine aura les abeilles. Le miel sera partagé entre les écoles et le chauffage, qui se paie en pots auprès de la chaufferie voisine.',
			'Les nageurs du bassin extérieur garderont un couloir d’avance sur les butineuses.',
		],
	],
	vigie: [
		[
			'La mairie publie enfin ses factures de téléphone, au format tableur',
			'Quatre ans après une première demande, 11 400 lignes sont en ligne. Nous y avons trouvé une cabine, payée chaque mois, qui n’existe plus depuis 2009.',
			'Le fournisseur promet de rembourser.',
		],
		[
			'Péage de l’estuaire : le contrat prévoit des hausses jusqu’en 2061',
			'Le document, obtenu après un recours, lie le prix du passage à celui de l’acier. Une voiture paierait onze euros à la fin de la concession.',
			'Trois communes demandent une renégociation.',
		],
		[
			'Les sirènes d’alerte sonnent faux dans deux communes sur cinq',
			'Batteries à plat, pavillons rouillés, nid d’étourneaux : l’essai du premier mercredi n’a été entendu que par 61 % des habitants interrogés.',
			'La préfecture débloque 90 000 euros pour les réparer avant l’automne.',
		],
		[
			'Qui possède les cabines de plage ? Notre registre des 412 propriétaires',
			'Un tiers appartient à six familles, transmises sans loyer depuis l’entre-deux-guerres. La commune encaisse trois euros par an et par cabine.',
			'Le conseil envisage un tirage au sort.',
		],
		[
			'Le data-center du plateau chauffera les serres à tomates',
			'L’accord, signé hier, fixe le mégawattheure à douze euros pendant quinze ans. Les maraîchers y voient la fin du fioul.',
			'Reste l’eau de refroidissement, dont le volume annuel demeure confidentiel.',
		],
		[
			'Un juge suspend la coupe des cyprès du cimetière ancien',
			'Les arbres, malades selon l’expert de la ville, seraient sains selon celui des riverains. Un troisième spécialiste grimpera mardi.',
			'En attendant, les tronçonneuses restent au dépôt.',
		],
		[
			'Médecins : la côte en gagne quatre, l’arrière-pays en perd sept',
			'Notre carte actualisée montre un désert de trente kilomètres autour de Kerdran. Le bus de consultation n’y passe qu’un jeudi sur deux.',
			'L’ordre propose de salarier deux remplaçants.',
		],
		[
			'Les caméras du front de mer filmaient des balcons',
			'Un technicien avait réglé l’angle trop haut. Vingt-deux logements sont concernés ; les images ont été effacées sous contrôle d’huissier.',
			'La commission de vérification demande un audit annuel.',
		],
	],
	herald: [
		[
			'Library van stuck in ford becomes island’s most popular branch',
			'While the tractor was fetched, forty people waded out to borrow a book. The driver, Hettie Bloom, stamped every one from the roof.',
			'Returns are due when the water goes down.',
		],
		[
			'Knitters finish scarf for the pier, all ninety metres of it',
			'Sixteen evenings, two hundred balls of wool and one argument about fringes. The stripes follow last winter’s temperatures, day by day.',
			'It will be cut into blankets in March.',
		],
		[
			'Puffin census postponed because the counters were attacked by terns',
			'Volunteers retreated with helmets dented and clipboards lost. A second attempt will use umbrellas, as recommended by the warden’s grandmother.',
			'The terns numbered at least three hundred.',
		],
		[
			'Village hall piano tuned for the first time since the coronation',
			'The tuner found a mouse nest, eleven hairpins and a winning raffle ticket from 1961. The prize, a ham, will not be honoured.',
			'A concert follows on Saturday, in the correct key.',
		],
		[
			'Postman retires after walking the distance to the moon',
			'By his own logbook Silas Penrose covered 384,000 kilometres on one round. He was bitten four times, always by geese.',
			'His successor has asked for a bicycle.',
		],
		[
			'Cheese from a sea cave takes gold at the county show',
			'Ripened for five months behind a tide gate, the blue is salted by spray alone. Judges called it alarming and then asked for more.',
			'Only thirty wheels fit on the ledge.',
		],
		[
			'Amateur astronomers name a comet after the chip shop',
			'Discovered from the harbour wall between two orders, the faint visitor will be known by the initials of its three finders, who all work the fryer.',
			'It may be seen with binoculars near the Plough.',
		],
		[
			'Ghost sign uncovered: barbershop once sold leeches and sheet music',
			'Painters scraping the front of number nine found gilt letters from about 1840. The owner, a hairdresser, will keep the lettering and decline the leeches.',
			'Music is under consideration.',
		],
	],
};
