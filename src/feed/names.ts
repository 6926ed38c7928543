/**
 * The vocabularies of feeds, known by their namespace URI, whatever prefix a feed gives them. Rules:
 * 1. RSS, Atom and no namespace at all are one vocabulary ('feed'): in the wild they are mixed freely.
 * 2. Where the URI is unknown or missing, the usual prefix decides; else the name belongs to nobody ('other').
 */

export type Vocabulary =
	| 'feed'
	| 'dc'
	| 'dcterms'
	| 'content'
	| 'media'
	| 'itunes'
	| 'xhtml'
	| 'rdf'
	| 'sitemap'
	| 'news'
	| 'feedburner'
	| 'sy'
	| 'xml'
	| 'other';

const BY_URI: ReadonlyMap<string, Vocabulary> = new Map([
	['', 'feed'],
	['http://www.w3.org/2005/atom', 'feed'],
	['http://purl.org/atom/ns', 'feed'],
	['http://purl.org/rss/1.0', 'feed'],
	['http://purl.org/net/rss1.1', 'feed'],
	['http://my.netscape.com/rdf/simple/0.9', 'feed'],
	['http://my.netscape.com/publish/formats/rss-0.91.dtd', 'feed'],
	['http://channel.netscape.com/rdf/simple/0.9', 'feed'],
	['http://backend.userland.com/rss', 'feed'],
	['http://backend.userland.com/rss2', 'feed'],
	['http://backend.userland.com/rss091', 'feed'],
	['http://blogs.law.harvard.edu/tech/rss', 'feed'],
	['http://purl.org/dc/elements/1.1', 'dc'],
	['http://purl.org/dc/elements/1.0', 'dc'],
	['http://purl.org/dc/terms', 'dcterms'],
	['http://purl.org/rss/1.0/modules/content', 'content'],
	['http://search.yahoo.com/mrss', 'media'],
	['http://www.rssboard.org/media-rss', 'media'],
	['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
	['http://example.com/dtds/podcast-1.0.dtd', 'itunes'],
	['http://www.w3.org/1999/xhtml', 'xhtml'],
	['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
	['http://www.sitemaps.org/schemas/sitemap/0.9', 'sitemap'],
	['http://www.google.com/schemas/sitemap/0.9', 'sitemap'],
	['http://www.google.com/schemas/sitemap-news/0.9', 'news'],
	['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
	['http://purl.org/rss/1.0/modules/syndication', 'sy'],
	['http://www.w3.org/xml/1998/namespace', 'xml'],
]);

const BY_PREFIX: ReadonlyMap<string, Vocabulary> = new Map([
	['', 'feed'],
	['rss', 'feed'],
	['atom', 'feed'],
	['atom10', 'feed'],
	['a10', 'feed'],
	['dc', 'dc'],
	['dcterms', 'dcterms'],
	['content', 'content'],
	['media', 'media'],
	['itunes', 'itunes'],
	['xhtml', 'xhtml'],
	['rdf', 'rdf'],
	['news', 'news'],
	['feedburner', 'feedburner'],
	['sy', 'sy'],
	['xml', 'xml'],
]);

/** Case, https and a closing `/` or `#` make no difference. */
function foldUri(uri: string): string {
	const trimmed = uri.trim().toLowerCase();
	let end = trimmed.length;
	while (end > 0 && '/#'.includes(trimmed.charAt(end - 1))) end--;
	return trimmed.slice(0, end).replace(/^https:/, 'http:');
}

/** @param uri undefined where the prefix was never declared. */
export function vocabularyOf(prefix: string, uri: string | undefined): Vocabulary {
	const known = uri === undefined ? undefined : (BY_URI.get(uri) ?? BY_URI.get(foldUri(uri)));
	return known ?? BY_PREFIX.get(prefix.toLowerCase()) ?? 'other';
}
