/** A small outlet of our own fiction, on the publisher: a home page, an RSS feed, a page for each article. */
import type { Publisher } from '../stand-ins/publisher.ts';

export interface Piece {
	readonly slug: string;
	readonly title: string;
	readonly paragraphs: readonly string[];
	readonly minutesAgo: number;
}

export interface Outlet {
	readonly home: string;
	readonly feedUrl: string;
	readonly url: (slug: string) => string;
	/** Puts an article on top of the feed. */
	publish(piece: Piece): void;
}

const escapeMarkup = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** @param hub tells of the outlet's news, where it has one. */
export function openOutlet(
	publisher: Publisher,
	path: string,
	name: string,
	language: string,
	hub?: string,
): Outlet {
	const published: Piece[] = [];
	const at = ({ minutesAgo }: Piece): Date => new Date(Date.now() - minutesAgo * 60_000);
	const url = (slug: string): string => `${publisher.url}/${path}/${slug}`;
	const feedUrl = `${publisher.url}/${path}/feed.xml`;

	function print(): void {
		const items = published.map(
			(piece) => `<item><title>${escapeMarkup(piece.title)}</title><link>${url(piece.slug)}</link>
<guid isPermaLink="false">${path}-${piece.slug}</guid><pubDate>${at(piece).toUTCString()}</pubDate>
<description>${escapeMarkup(`<p>${piece.paragraphs[0] ?? ''}</p>`)}</description></item>`,
		);
		publisher.serve(`/${path}/feed.xml`, {
			type: 'application/rss+xml',
			headers: {
				etag: `"${published.length}"`,
				...(hub !== undefined && { link: `<${hub}>; rel="hub", <${feedUrl}>; rel="self"` }),
			},
			body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${escapeMarkup(name)}</title>
<link>${publisher.url}/${path}/</link><language>${language}</language>${items.join('\n')}</channel></rss>`,
		});
	}

	publisher.serve(`/${path}/`, {
		type: 'text/html; charset=utf-8',
		body: `<!DOCTYPE html><html lang="${language}"><head><title>${escapeMarkup(name)}</title>
<link rel="alternate" type="application/rss+xml" title="${escapeMarkup(name)}" href="feed.xml"></head><body><h1>${escapeMarkup(name)}</h1></body></html>`,
	});
	print();
	return {
		home: `${publisher.url}/${path}/`,
		feedUrl,
		url,
		publish(piece) {
			published.unshift(piece);
			publisher.serve(`/${path}/${piece.slug}`, {
				type: 'text/html; charset=utf-8',
				body: `<!DOCTYPE html><html lang="${language}"><head><title>${escapeMarkup(piece.title)} – ${escapeMarkup(name)}</title>
<meta property="og:title" content="${escapeMarkup(piece.title)}"><meta property="article:published_time" content="${at(piece).toISOString()}"></head>
<body><nav>Home › News</nav><article><h1>${escapeMarkup(piece.title)}</h1>${piece.paragraphs
					.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`)
					.join(
						'\n',
					)}<p>Read also: <a href="/${path}/other">Another thing entirely</a></p></article></body></html>`,
			});
			print();
		},
	};
}

/** Three events of a town that does not exist; two outlets tell the first. */
export const HARBOUR: Piece = {
	slug: 'harbour-crane',
	title: 'Crane topples at Port Averil, closing the eastern quay',
	minutesAgo: 40,
	paragraphs: [
		'A loading crane toppled onto the eastern quay of Port Averil on Monday morning, forcing the harbour authority to close the berth to all ships.',
		'Nobody was hurt, harbour master Ilse Marren said, because the shift had not yet begun when the ninety-tonne crane gave way.',
		'Three container ships bound for the quay were sent to Tollbeck, forty kilometres to the north, and shipping agents expect delays until Thursday.',
		'Inspectors found a cracked bolt in the slewing ring; the crane had passed its yearly test in March.',
		'The authority will inspect the port’s four other cranes of the same make before they are used again, Marren said.',
	],
};
export const HARBOUR_AGAIN: Piece = {
	slug: 'grue-port-averil',
	title: 'Port Averil : une grue s’effondre sur le quai est, le trafic dévié vers Tollbeck',
	minutesAgo: 30,
	paragraphs: [
		'Une grue de chargement de quatre-vingt-dix tonnes s’est effondrée lundi matin sur le quai est de Port Averil, sans faire de blessé.',
		'Selon la capitaine du port, Ilse Marren, l’équipe n’avait pas encore pris son service au moment de la chute.',
		'Trois porte-conteneurs attendus à Port Averil ont été dirigés vers Tollbeck et des retards sont attendus jusqu’à jeudi.',
		'Un boulon fissuré de la couronne d’orientation serait en cause, ont indiqué les inspecteurs.',
	],
};
export const LIBRARY: Piece = {
	slug: 'library-roof',
	title: 'Tollbeck library reopens under a new timber roof',
	minutesAgo: 20,
	paragraphs: [
		'The public library of Tollbeck reopened on Tuesday under a timber roof built by apprentices of the town’s carpentry school.',
		'The old roof had leaked since the storms of two winters ago, and nine thousand books had to be dried in the gymnasium.',
		'Librarian Oona Feld said that the reading room would now stay open until nine in the evening, three hours longer than before.',
		'The work cost four hundred thousand crowns, a third of which came from readers’ donations.',
	],
};
export const FERRY: Piece = {
	slug: 'ferry-timetable',
	title: 'Night ferry between Averil and the islands returns after eleven years',
	minutesAgo: 5,
	paragraphs: [
		'The night ferry between Port Averil and the Skerry islands will sail again from the first of May, eleven years after it was given up.',
		'The shipping line Blue Tern has leased a vessel with room for sixty cars and two hundred passengers.',
		'Islanders had collected six thousand signatures for the connection, which spares them a detour of a whole day.',
		'Tickets go on sale in February; residents pay half.',
	],
};
