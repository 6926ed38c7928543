/**
 * Hostile texts, dates, numbers, encodings and JSON, by name. Rules: as in xml.ts beside it.
 */
import { inChannel, inItem, many, type Probe } from './xml.ts';

const MILLION = 1_000_000;
const body = (text: string): string => inItem(`<description>${text}</description>`);
const title = (text: string): string => inItem(`<title>${text}</title>`);
const dated = (text: string): string => inChannel(`<item><pubDate>${text}</pubDate></item>`.repeat(5000));
const wide = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

export const TEXT_PROBES: readonly Probe[] = [
	['a million escaped brackets', () => body('&lt;'.repeat(MILLION))],
	['a million open tags', () => body('a&lt;br '.repeat(MILLION))],
	['unclosed quotes', () => body('&lt;a href="'.repeat(500_000))],
	['quotes that change', () => body(`&lt;a href="' title='"`.repeat(300_000))],
	['comments in a body', () => body('&lt;!--'.repeat(MILLION))],
	['a relative link a million times', () => body('&lt;a href=x>'.repeat(600_000))],
	['one tag of 10 MB', () => body(`&lt;a ${'href=" '.repeat(1_400_000)}>`)],
	['brackets in a title', () => title('&lt;'.repeat(MILLION))],
	['tags in a title', () => title('&lt;b>'.repeat(MILLION))],
	['ampersands', () => body('&'.repeat(10 * MILLION))],
	['unfinished entities', () => body('&#x'.repeat(3 * MILLION))],
	['entities too long', () => body(`&${'a'.repeat(10 * MILLION)};`)],
	['numbers too big', () => body(`&#${'9'.repeat(5 * MILLION)};`)],
	['three million entities', () => body('&amp;'.repeat(3 * MILLION))],
	['undefined entities', () => body('&nosuch;'.repeat(MILLION))],
	['blanks of 10 MB', () => title(' '.repeat(10 * MILLION))],
	['line breaks in a link', () => inItem(`<link>https://h.example/${'\n'.repeat(5 * MILLION)}</link>`)],
	['leading blanks of 14 MB', () => `${' '.repeat(14 * MILLION)}${title('x')}`],
	['zeros of 14 MB', () => new Uint8Array(14 * MILLION)],
	['quotes that grow when escaped', () => body('"'.repeat(14 * MILLION))],
	['wide characters of 14 MB', () => wide(body('&amp;界'.repeat(MILLION)))],
	['lone surrogates', () => wide(body('\ud800'.repeat(3 * MILLION)))],
	[
		'a mark of UTF-16 and rubbish',
		() => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(5 * MILLION, 0xd8)]),
	],
	[
		'bytes that are no UTF-8',
		() =>
			Buffer.concat([
				Buffer.from('<?xml version="1.0" encoding="utf-8"?>'),
				Buffer.alloc(10 * MILLION, 0xff),
			]),
	],
	['controls', () => body('\u0085\u0001'.repeat(3 * MILLION))],
	['mojibake', () => body('Ã©'.repeat(2 * MILLION))],
	['an author of a megabyte', () => inItem(`<author>${'a@b ('.repeat(200_000)}</author>`)],
	['an author without an end', () => inItem(`<author>a@b.example (${'('.repeat(MILLION)}</author>`)],
	['commas in keywords', () => inItem(`<itunes:keywords>${','.repeat(5 * MILLION)}</itunes:keywords>`)],
	[
		'names of the prototype',
		() => inItem('<__proto__>x</__proto__><constructor>y</constructor><toString __proto__="z"/>'),
	],
	['dates of digits', () => dated('1'.repeat(2000))],
	['dates of blanks', () => dated(`1${' '.repeat(2000)}`)],
	['dates of dashes', () => dated('-1'.repeat(900))],
	['dates of words', () => dated('mars '.repeat(400))],
	['dates of marks', () => dated('é́'.repeat(500))],
	['dates of colons', () => dated('1:'.repeat(900))],
	[
		'lengths and ttl beyond number',
		() =>
			inChannel(
				`<ttl>1e999</ttl><item><enclosure url="http://h.example/" length="${'9'.repeat(5000)}"/></item>`,
			),
	],
	[
		'a skeleton that wants out',
		() => inChannel(`<item><guid>]]></item><item></guid><title>&lt;/d-title>&lt;item></title></item>`),
	],
	[
		'addresses of 4 kB',
		() => inChannel(many(3500, (n) => `<item><link>https://h.example/${'%'.repeat(4000)}${n}</link></item>`)),
	],
	['hosts of dots', () => inChannel(`<item><link>https://${'a.'.repeat(1500)}/</link></item>`.repeat(4000))],
	[
		'queries of 2,000 names',
		() =>
			inChannel(
				many(1500, (n) => `<item><link>https://h.example/${n}?${'a=&amp;'.repeat(800)}</link></item>`),
			),
	],
	['JSON: five million items', () => `{"items":[${'{},'.repeat(5 * MILLION - 10)}{}]}`],
	['JSON: deep', () => `{"items":${'['.repeat(5 * MILLION)}`],
	['JSON: deep objects', () => `{"items":[${'{"a":'.repeat(2 * MILLION)}`],
	['JSON: own names', () => `{"items":[{${many(900_000, (n) => `"k${n}":0,`)}"z":0}]}`],
	['JSON: backslashes', () => `{"items":["${'\\'.repeat(14 * MILLION)}"]}`],
	['JSON: escaped quotes', () => `{"items":["${'\\"'.repeat(7 * MILLION)}"]}`],
	['JSON: quotes', () => `{"items":[${'"'.repeat(14 * MILLION)}`],
	['JSON: a number of 14 MB', () => `{"items":[${'1'.repeat(14 * MILLION)}]}`],
	['JSON: nulls and numbers', () => `{"items":[${'null,1,"x",[],true,'.repeat(70_000)}{"id":1}]}`],
	[
		'JSON: 5,000 items of tags',
		() => `{"items":[${many(5000, (n) => `{"id":${n},"tags":[${many(60, (m) => `"${n}.${m}",`)}0]},`)}null]}`,
	],
	['JSON: cut off', () => `{"items":[${many(40_000, (n) => `{"id":"${n}","title":"x"},`)}{"id":`],
	['JSON: prototypes', () => '{"__proto__":{"items":[]},"items":[{"__proto__":{"id":"x"},"constructor":1}]}'],
];
