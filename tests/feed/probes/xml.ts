/**
 * Hostile documents of tags, by name. Rules: 1. Each aims at one loop, one limit or one allocation. 2. Made when
 * asked for: all of them at once would not fit into memory. 3. Big enough that quadratic time would take minutes.
 */
export type Probe = readonly [name: string, make: () => string | Uint8Array];

export const inItem = (inside: string): string =>
	`<rss version="2.0"><channel><title>T</title><item>${inside}</item></channel></rss>`;
export const inChannel = (inside: string): string => `<rss version="2.0"><channel>${inside}</channel></rss>`;
export const many = (count: number, make: (n: number) => string): string =>
	Array.from({ length: count }, (_, n) => make(n)).join('');

const MILLION = 1_000_000;

export const XML_PROBES: readonly Probe[] = [
	['5 million unclosed brackets', () => '<'.repeat(5 * MILLION)],
	['a root and nothing but brackets', () => `<rss>${'<'.repeat(5 * MILLION)}`],
	['unclosed comment of 10 MB', () => inChannel(`<!--${'x'.repeat(10 * MILLION)}`)],
	['a million opened comments', () => inChannel('<!--'.repeat(MILLION))],
	['dashes of 10 MB in a comment', () => inChannel(`<!--${'-'.repeat(10 * MILLION)}>`)],
	['unclosed processing instructions', () => inChannel('<?x '.repeat(MILLION))],
	['question marks of 10 MB', () => inChannel(`<?${'?'.repeat(10 * MILLION)}`)],
	['unclosed document type', () => `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(300_000)}`],
	['a million document types', () => `${'<!DOCTYPE a>'.repeat(MILLION)}${inItem('<title>x</title>')}`],
	['sections opened a million times', () => inItem(`<description>${'<![CDATA['.repeat(MILLION)}`)],
	['sections closed a million times', () => inItem(`<description>${']]>'.repeat(MILLION)}`)],
	['ping-pong of sections', () => inItem(`<description>${'<![CDATA[a]]>b'.repeat(500_000)}</description>`)],
	['sections that swallow items', () => inChannel('<item><title><![CDATA[x</title></item>'.repeat(100_000))],
	['one section over 100,000 items', () => inChannel(`<a><![CDATA[${'</item><x'.repeat(MILLION)}`)],
	['brackets of 10 MB at the end of a section', () => inItem(`<title><![CDATA[${']'.repeat(10 * MILLION)}`)],
	['250 open and a million stray ends', () => inItem('<b>'.repeat(250) + '</c>'.repeat(MILLION))],
	['250 open and ends of another case', () => inItem('<b>'.repeat(250) + '<A></a>'.repeat(MILLION))],
	['a million levels', () => inItem('<b>'.repeat(MILLION))],
	['a million levels outside of items', () => inChannel('<b>'.repeat(MILLION))],
	['two million empty elements in one item', () => inItem('<b/>'.repeat(2 * MILLION))],
	['two million empty elements in the head', () => inChannel('<b/>'.repeat(2 * MILLION))],
	['two million pieces of text', () => inItem('<b/>x'.repeat(2 * MILLION))],
	['a million attributes', () => inItem(`<title ${many(MILLION, (n) => `a${n}=""`)}>x</title>`)],
	[
		'ten attributes on each of 300,000 elements',
		() => inItem('<b a="" b="" c="" d="" e="" f=""/>'.repeat(300_000)),
	],
	['an attribute of 10 MB', () => inItem(`<title a="${'&amp;'.repeat(2 * MILLION)}">x</title>`)],
	['an unclosed attribute of 10 MB', () => inItem(`<title a="${'x '.repeat(5 * MILLION)}`)],
	['a name of 10 MB', () => inItem(`<${'n'.repeat(10 * MILLION)}>x`)],
	['a prefix of 10 MB', () => inItem(`<${'n'.repeat(10 * MILLION)}:title>x`)],
	['colons of 10 MB', () => inItem(`<${':'.repeat(10 * MILLION)}>x`)],
	[
		'256 scopes and 500,000 unknown prefixes',
		() => inChannel(many(250, (n) => `<a xmlns:n${n}="u">`) + many(500_000, (n) => `<p${n}:x/>`)),
	],
	[
		'declarations on 200,000 elements',
		() => inItem('<b xmlns:a="u" xmlns:b="v" xmlns:c="w"/>'.repeat(200_000)),
	],
	['addresses of 8 kB as namespaces', () => inItem(`<b xmlns:a="${'/'.repeat(8000)}"/>`.repeat(1800))],
	['xml:base on 100,000 levels', () => inItem('<b xml:base="a/b/">'.repeat(100_000))],
	['xml:base of 8 kB, 1,500 times', () => inItem(`<b xml:base="${'../'.repeat(2600)}"/>`.repeat(1500))],
	['items in items', () => inChannel('<item><title>x</title>'.repeat(300_000))],
	['entries in items', () => inChannel('<item><entry>'.repeat(300_000))],
	['a million empty items', () => inChannel('<item/>'.repeat(MILLION))],
	[
		'5,000 items of 100 categories',
		() => inChannel(`<item>${'<category>c</category>'.repeat(100)}</item>`.repeat(5000)),
	],
	[
		'5,000 items of 60 own categories',
		() => inChannel(many(5000, (n) => `<item>${many(60, (m) => `<category>${n}.${m}</category>`)}</item>`)),
	],
	[
		'5,000 items of 40 enclosures',
		() =>
			inChannel(
				many(5000, () => `<item>${many(40, (m) => `<enclosure url="https://h.example/${m}"/>`)}</item>`),
			),
	],
	['100,000 authors', () => inItem('<author>a@b.example (A)</author>'.repeat(100_000))],
	['100,000 links', () => inItem('<link rel="x" href="/a"/>'.repeat(100_000))],
	['one guid 5,000 times', () => inChannel('<item><guid>1</guid></item>'.repeat(5000))],
	[
		'guids that collide with their copies',
		() => inChannel(many(5000, (n) => `<item><guid>1${n % 2 ? `|${n}` : ''}</guid></item>`)),
	],
	['guids of 3 kB', () => inChannel(many(4500, (n) => `<item><guid>${'g'.repeat(3000)}${n}</guid></item>`))],
	['a sitemap of a million', () => `<urlset>${'<url/>'.repeat(MILLION)}</urlset>`],
	['urls in urls', () => `<urlset>${'<url>'.repeat(MILLION)}`],
	['a page of a million links', () => `<html><body>${'<a href="/">x</a>'.repeat(500_000)}</body></html>`],
];
