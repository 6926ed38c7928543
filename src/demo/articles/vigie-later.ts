/** La Vigie: its later seven articles, oldest first. Fiction. */
import type { DemoArticle } from '../outlets.ts';

export const vigieLater: readonly DemoArticle[] = [
	{
		slug: 'cloche-du-saint-alcide-a-qui-appartient-l-epave',
		event: 'bell',
		title: 'Saint-Alcide : une cloche, trois propriétaires et une épave à partager',
		section: ['Patrimoine'],
		author: 'Gaspard Lerouvre',
		paragraphs: [
			'La cloche de bronze sortie vendredi du chenal de Port-Ambrelle a déjà trois prétendants. L’État, car l’épave du « Saint-Alcide » dort depuis 1693 dans ses eaux ; la ville, qui a payé les plongées ; et le ramasseur de coquilles qui l’a trouvée, au titre du droit d’inventeur.',
			'La loi est claire, assure la juriste Capucine Orval : le bien appartient à l’État, qui peut verser une récompense. « Mais rien ne dit où la cloche doit sonner. » La ville a donc signé un prêt de trente ans, renouvelable, pour son musée.',
			'Les 84 kilos de métal passeront d’abord dix-huit mois dans l’eau douce. Le laboratoire promet une caméra, pour que chacun voie le sel quitter le bronze, millimètre par millimètre.',
			'Le reste de l’épave est plus fragile. Les membrures, mangées par les tarets, ne supporteraient pas l’air. Elles seront recouvertes de sable avant l’hiver, et le mouillage interdit au-dessus.',
			'L’inventeur, lui, ne demande pas d’argent. Il voudrait que la salle du musée porte le nom de son chien, qui a aboyé le premier.',
		],
		tags: ['épave', 'Saint-Alcide', 'droit'],
	},
	{
		slug: 'encheres-en-ligne-les-petits-bateaux-y-gagnent-ils',
		event: 'auction',
		title: 'Enchères en ligne à la criée : les petits bateaux y gagnent, les chalutiers moins',
		section: ['Données', 'Économie'],
		author: 'Ysolde Marnec',
		paragraphs: [
			'La criée de Port-Ambrelle vendra bientôt sur écran. Nous avons repris les 9 200 lots de la période d’essai : pour les bateaux de moins de dix mètres, le prix moyen a grimpé de 14 %. Pour les chalutiers, il n’a pris que 2 %.',
			'L’explication tient à la taille des lots. Un restaurant lointain achète vingt kilos de bar de ligne bien photographiés, pas trois tonnes de sardines. Les petits pêcheurs, longtemps obligés de vendre vite et en dernier, trouvent enfin des clients patients.',
			'Revers de la médaille, le poisson voyage. La part achetée à moins de cent kilomètres est tombée de 71 à 58 %. Les mareyeurs de la place demandent une prime pour les acheteurs présents ; le port leur réserve la première demi-heure.',
			'Le système appartient à une société privée, payée 0,9 % de chaque vente. Le contrat court sur sept ans et prévoit que les données restent la propriété du port, un point obtenu de haute lutte.',
		],
		tags: ['criée', 'pêche', 'données'],
	},
	{
		slug: 'trains-de-nuit-le-retour-manque',
		title: 'Train de nuit vers la côte : la ligne rouvre, les voitures-lits restent au garage',
		section: ['Enquêtes', 'Transports'],
		author: 'Gaspard Lerouvre',
		paragraphs: [
			'Le train de nuit de Vaubrume s’arrêtera de nouveau à Port-Ambrelle, le 2 du mois prochain, neuf ans après sa suppression. Mais les voyageurs dormiront assis : les voitures-lits rénovées ne sont pas homologuées pour les courbes de la ligne.',
			'Le problème est connu depuis deux ans. Les bogies neufs frottent dans le tunnel de Kerdran, de quatre centimètres. Raboter la paroi coûterait 2,7 millions d’euros ; changer les bogies, le double.',
			'L’exploitant jure que tout sera réglé pour l’été. En attendant, le billet est vendu 19 euros, avec une couverture et un petit déjeuner.',
			'Les associations d’usagers boudent l’inauguration. « Neuf ans pour une couverture », a écrit leur présidente sur une banderole.',
		],
		tags: ['train de nuit', 'rail', 'transports'],
	},
	{
		slug: 'l-eau-du-robinet-passee-au-crible',
		title: 'Eau du robinet : nous avons fait analyser trente points de la côte',
		section: ['Enquêtes', 'Santé'],
		author: 'Ysolde Marnec',
		paragraphs: [
			'Trente flacons, un laboratoire indépendant, soixante-quatre substances cherchées. L’eau du robinet de la côte d’Ambrelle respecte les normes dans vingt-neuf cas sur trente. La seule exception, une fontaine publique de Saint-Corvin, dépasse le seuil pour le plomb ; elle a été fermée le jour même de notre appel.',
			'Le nitrate est partout présent, sans dépasser la limite. Il atteint 41 milligrammes par litre à Kerdran, où le captage borde des champs de choux. Un puits plus profond doit entrer en service dans deux ans.',
			'Nous avons aussi cherché des traces de médicaments. On en trouve dans la Mirelle en aval de la station d’épuration, pas dans l’eau distribuée.',
			'Tous les résultats, flacon par flacon, sont en libre accès sur notre site, avec les méthodes et les marges d’erreur.',
		],
		tags: ['eau', 'santé', 'analyses'],
	},
	{
		slug: 'apprentis-voiliers-une-ecole-qui-deborde',
		title: 'Voileries : une école de douze places, cent quarante candidats',
		section: ['Reportages'],
		author: 'Gaspard Lerouvre',
		paragraphs: [
			'Dans l’ancien hangar à canots, ça sent la cire et la colle. Douze apprentis, de dix-sept à cinquante et un ans, y cousent des voiles à la main avant de toucher une machine. Cette année, cent quarante personnes ont demandé à entrer.',
			'Le métier disparaissait. Il renaît avec les cargos à voile : trois sont en construction dans le détroit, et chacun porte mille mètres carrés de toile à remplacer tous les quatre ans.',
			'« J’étais comptable, je voulais voir le bout de ce que je fais », dit Aurélie, quarante-quatre ans, en tirant l’aiguille. L’école ne promet pas d’emploi ; neuf élèves sur dix en ont pourtant trouvé un dans l’année.',
			'La région étudie l’ouverture d’un second atelier, de vingt places, sur l’île. Il manque surtout des formateurs : le plus jeune des trois a soixante-deux ans.',
		],
		tags: ['formation', 'voile', 'métiers'],
	},
	{
		slug: 'qui-eclaire-la-nuit-extinction',
		title: 'Éclairage public : éteindre à minuit n’a pas fait monter les cambriolages',
		section: ['Données', 'Climat'],
		author: 'Ysolde Marnec',
		paragraphs: [
			'Treize communes de la côte éteignent leurs lampadaires entre minuit et cinq heures. Un an après, ni les cambriolages ni les accidents n’ont augmenté, selon les chiffres de la gendarmerie que nous avons comparés à ceux des communes restées éclairées.',
			'La facture, elle, a fondu de 46 %. À Saint-Corvin, 31 000 euros économisés ont payé l’isolation de l’école.',
			'Les chauves-souris y gagnent aussi. Les enregistreurs posés par l’Institut océanique comptent deux fois plus de passages le long de la Mirelle depuis que la berge est noire.',
			'Reste un malaise. Une habitante sur trois dit rentrer plus tôt. Deux communes vont donc essayer des lampes qui s’allument au passage d’un piéton, pour 400 euros pièce.',
		],
		tags: ['éclairage', 'sécurité', 'biodiversité'],
	},
	{
		slug: 'dans-les-archives-sonores-du-detroit',
		title: 'Elle enregistre le détroit depuis trente ans : plongée dans 4 000 heures de sons',
		section: ['Reportages', 'Culture'],
		author: 'Gaspard Lerouvre',
		paragraphs: [
			'Un couloir, des bandes, une chaise. Chez Armande Kerlosquet, à Port-Ambrelle, quatre mille heures de sons attendent sous étiquettes : « brume, corne, 6 h », « mât contre mât, vent de nord », « dernière marchande de crevettes ».',
			'Ancienne institutrice, elle a commencé avec un magnétophone d’école. « Les photos, tout le monde en faisait. Personne n’écoutait. » Elle n’a jamais coupé ni nettoyé une bande.',
			'L’Institut océanique en a fait un outil inattendu : en comparant les nuits de 1996 et d’aujourd’hui, ses chercheurs mesurent le retour des phoques et le silence des étourneaux.',
			'La bibliothèque va numériser l’ensemble. Une première heure est déjà en écoute libre. On y entend, à la quarante-deuxième minute, le pont tournant s’ouvrir sans grincer.',
		],
		tags: ['archives', 'son', 'culture'],
	},
];
