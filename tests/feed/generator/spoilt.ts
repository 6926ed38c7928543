/** One bad item, as its format would have it, that must cost nobody else. */

const xml: readonly ((item: string) => string)[] = [
	(item) => `<${item}><title>Bad</title><pubDate>soon</pubDate><published>32/13/0</published></${item}>`,
	(item) => `<${item}><title>Bad<b></title><description>x</description></${item}>`,
	(item) => `<${item}><title>Bad</title><description>never closed`,
	(item) => `<${item}><title>Bad</title><description><![CDATA[<p>never closed</p></description></${item}>`,
	(item) => `<${item}><title>Bad</title></wrong></${item}>`,
	(item) => `<${item}><title>1 < 2 && 3 <</title></${item}>`,
	(item) => `<${item}><link/><guid/><author/><enclosure/><category/></${item}>`,
	(item) => `<${item}><title>Bad</title><!-- <${item}> --></${item}>`,
];
const json: readonly string[] = [
	'null',
	'7',
	'"x"',
	'[]',
	'{}',
	'{"id":null,"title":5,"url":{},"authors":"x","tags":null,"attachments":{},"date_published":false}',
	'{"id":["x"],"content_html":7,"authors":[null,3,{"name":{}}],"tags":[null,{}],"attachments":[null]}',
];

export const SPOILT_KINDS = xml.length * json.length;

export function spoiltItem(format: string, own: string, kind: number): string {
	if (format.startsWith('JSON')) return json[kind % json.length] ?? 'null';
	const name = format === 'sitemap' ? 'url' : format.startsWith('Atom') ? `${own}entry` : 'item';
	return (xml[kind % xml.length] ?? xml[0])?.(name) ?? '';
}
