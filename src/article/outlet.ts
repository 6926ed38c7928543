/**
 * An outlet's name as readers know it. Rules, in order:
 * 1. The feed's title without what names the feed and not the outlet: 'Le Phare - Actualités', 'RSS | The Quay'.
 * 2. Where nothing is left, or no feed is known, the site's host without 'www.'.
 */

import { clipped } from './teaser.ts';
import { fold } from './terms.ts';

const MAX_NAME = 60;
const SEPARATORS = /\s+[|–—·»›:>-]+\s+|\s*[|»›]\s*|\s*:\s+/;
const PHRASES = new Set(
	(
		'rss|feed|rss feed|feeds|flux rss|flux|atom|all|all news|all articles|news|latest|latest news|latest headlines|top stories|headlines|home|homepage|blog|articles|posts|' +
		'actualites|actualite|actus|toute l’actualite|a la une|une|accueil|dernieres nouvelles|toutes les actualites|infos|articles recents|' +
		'nachrichten|aktuell|startseite|alle artikel|schlagzeilen|noticias|ultimas noticias|portada|inicio|notizie|ultime notizie|ultima ora|' +
		'ultimas noticias|nieuws|wiadomosci|aktualnosci|novini|новости|новини|главная|الاخبار|ニュース|新闻|world|monde|politics|politique|sport|sports'
	)
		.split('|')
		.map((phrase) => fold(phrase)),
);

export function outletOf(feedTitle: string | undefined, siteUrl: string): string {
	const title = (feedTitle ?? '').slice(0, 300).replace(/\s+/g, ' ').trim();
	const parts = title
		.split(SEPARATORS)
		.map((part) => part.replace(/^(?:rss|flux)\s+|\s+(?:rss feed|rss|feed)$/gi, '').trim());
	const name = parts.find((part) => part !== '' && !PHRASES.has(fold(part)));
	return clipped(name ?? hostOf(siteUrl), MAX_NAME);
}

function hostOf(url: string): string {
	return URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}
