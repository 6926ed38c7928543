/**
 * The outlets of the sample newsroom. Rules:
 * 1. All of it is our own fiction: the Ambrelle Coast, its port, its island and its people do not exist.
 * 2. Every outlet has the same number of articles, in the order in which they appear; outlets take turns.
 * 3. Articles with the same `event` tell of the same event, each in its outlet's own words.
 */
import { courrier } from './articles/courrier.ts';
import { courrierLater } from './articles/courrier-later.ts';
import { herald } from './articles/herald.ts';
import { heraldLater } from './articles/herald-later.ts';
import { vigie } from './articles/vigie.ts';
import { vigieLater } from './articles/vigie-later.ts';
import { BLOG, GAZETTE, MAGAZINE, type Theme } from './themes.ts';

export interface DemoArticle {
	readonly slug: string;
	readonly event?: string;
	readonly title: string;
	/** From the front page to the section, as the breadcrumb shows it. */
	readonly section: readonly string[];
	readonly author: string;
	/** One starting with `## ` is a heading between paragraphs. */
	readonly paragraphs: readonly string[];
	readonly tags: readonly string[];
}

export interface Outlet {
	readonly name: string;
	/** First part of every path of this outlet. */
	readonly prefix: string;
	readonly language: 'fr' | 'en';
	readonly motto: string;
	readonly colour: string;
	readonly theme: Theme;
	readonly feed: { readonly kind: 'rss' | 'rss-full' | 'atom'; readonly path: string };
	/** Whether its pages describe themselves in JSON-LD; all of them do in Open Graph. */
	readonly jsonLd: boolean;
	/** What each author says of themself under their articles. */
	readonly authors: Readonly<Record<string, string>>;
	readonly articles: readonly DemoArticle[];
}

export const OUTLETS: readonly Outlet[] = [
	{
		name: "Le Courrier d'Ambrelle",
		prefix: 'courrier',
		language: 'fr',
		motto: 'Le quotidien de la côte depuis 1887',
		colour: '#9b2226',
		theme: MAGAZINE,
		feed: { kind: 'rss', path: 'feed.xml' },
		jsonLd: true,
		authors: {
			'Maëlle Tréhorn':
				'Née sur les quais, j’ai appris à lire dans les bulletins de la criée. Je suis le port, les ferries et tout ce qui flotte.',
			'Bastien Corvec':
				'Quinze ans de conseils municipaux, trois stylos par séance. Amateur de cidre brut et de règlements d’urbanisme.',
			'Odile Vaucarel':
				'Je raconte les matchs et les scènes de théâtre avec le même trac. Le dimanche, je marche sur les dunes.',
		},
		articles: [...courrier, ...courrierLater],
	},
	{
		name: 'La Vigie',
		prefix: 'vigie',
		language: 'fr',
		motto: 'Le média indépendant du littoral',
		colour: '#005f73',
		theme: BLOG,
		feed: { kind: 'atom', path: 'atom.xml' },
		jsonLd: false,
		authors: {
			'Ysolde Marnec':
				'Journaliste de données, je compte les bateaux, les budgets et les oiseaux. Écrivez-moi, je réponds toujours.',
			'Gaspard Lerouvre':
				'Ancien marin de commerce, j’enquête aujourd’hui à terre. Je bois trop de café et je lis toutes les annexes.',
		},
		articles: [...vigie, ...vigieLater],
	},
	{
		name: 'The Quern Herald',
		prefix: 'herald',
		language: 'en',
		motto: 'News from the island, by the island',
		colour: '#1d3557',
		theme: GAZETTE,
		feed: { kind: 'rss-full', path: 'rss' },
		jsonLd: true,
		authors: {
			'Imogen Tarrow':
				'I have covered the island since the last phone box was taken away. Keeper of bees and of old timetables.',
			'Fergus Ashdale':
				'Reporter, goalkeeper for the Sunday side, and slow cook. I write about science when the tide lets me.',
		},
		articles: [...herald, ...heraldLater],
	},
];
