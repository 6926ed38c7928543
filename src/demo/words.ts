/** What the outlets' pages say around their articles, in each outlet's own language. */
interface PageWords {
	readonly home: string;
	readonly readAlso: string;
	readonly previous: string;
	readonly next: string;
	readonly by: string;
	readonly share: string;
	readonly byMail: string;
	readonly copyLink: string;
	readonly newsletter: string;
	readonly subscribe: string;
	readonly cookies: string;
	readonly accept: string;
	readonly refuse: string;
	readonly latest: string;
	readonly comment: string;
	readonly imprint: string;
}

export const WORDS: Readonly<Record<'fr' | 'en', PageWords>> = {
	fr: {
		home: 'Accueil',
		readAlso: 'Lire aussi :',
		previous: 'Article précédent',
		next: 'Article suivant',
		by: 'Par',
		share: 'Partager',
		byMail: 'par courriel',
		copyLink: 'copier le lien',
		newsletter: 'Recevez chaque matin l’essentiel de la côte dans votre boîte.',
		subscribe: 'Je m’abonne',
		cookies: 'Nous utilisons des cookies pour mesurer l’audience. Vous pouvez refuser sans rien perdre.',
		accept: 'Tout accepter',
		refuse: 'Continuer sans accepter',
		latest: 'Dernières nouvelles',
		comment: 'Soyez le premier à commenter cet article.',
		imprint: 'Journal fictif de la rédaction d’exemple de Depeche. Lieux, personnes et faits sont inventés.',
	},
	en: {
		home: 'Home',
		readAlso: 'Read also:',
		previous: 'Previous article',
		next: 'Next article',
		by: 'By',
		share: 'Share',
		byMail: 'by mail',
		copyLink: 'copy the link',
		newsletter: 'The island in your inbox: our morning letter, six days a week.',
		subscribe: 'Sign up',
		cookies: 'We use cookies to count our readers. You may refuse and lose nothing.',
		accept: 'Accept all',
		refuse: 'Continue without accepting',
		latest: 'Latest news',
		comment: 'Be the first to comment on this article.',
		imprint: 'A made-up newspaper of Depeche’s sample newsroom. Its places, people and events are invented.',
	},
};
