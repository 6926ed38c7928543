import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { decode } from '../../src/feed/decode.ts';
import { parseFeed, refusalOf } from '../../src/feed/parse.ts';
import type { ParsedFeed } from '../../src/model.ts';
import { WorkerCrash, WorkerTimeout } from '../../src/worker.ts';
import { costMeter } from '../cost.ts';

const item = (inside: string): string =>
	`<rss version="2.0"><channel><title>T</title><item>${inside}</item></channel></rss>`;
const parse = (body: string | Uint8Array): Promise<ParsedFeed> =>
	parseFeed(Buffer.from(body), { url: 'https://h.example/feed' });
const laughs = `<!DOCTYPE rss [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n} "${`&a${n - 1};`.repeat(20)}">`).join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]>`;

/** Answered or refused, but soon: the limit of the thread is the bound, and the next feed is read as usual. */
describe('hostile feeds cost only themselves', () => {
	test.each([
		['billion laughs', `${laughs}${item('<title>&a19;&f;</title>')}`],
		['100,000 escaped brackets', item(`<description>${'&lt;'.repeat(100_000)}</description>`)],
		['20,000 open tags in a body', item(`<description>${'a&lt;br'.repeat(20_000)}</description>`)],
		['unclosed quotes', item(`<description>${'&lt;a href="'.repeat(50_000)}</description>`)],
		['100,000 levels', item('<b>'.repeat(100_000))],
		[
			'20,000 nested div',
			item(`<content type="xhtml">${'<div>'.repeat(20_000)}x${'</div>'.repeat(20_000)}</content>`),
		],
		[
			'50,000 attributes',
			item(`<title ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(' ')}>x</title>`),
		],
		[
			'100,000 namespaces',
			`<rss ${Array.from({ length: 100_000 }, (_, n) => `xmlns:n${n}="u"`).join(' ')}><channel><item><title>x</title></item></channel></rss>`,
		],
		['a million items', `<rss><channel>${'<item/>'.repeat(1_000_000)}</channel></rss>`],
		['a million closing tags', item('</x>'.repeat(1_000_000))],
		[
			'names of the prototype',
			item('<__proto__>x</__proto__><constructor>y</constructor><toString>z</toString><title>ok</title>'),
		],
		['a title of a megabyte', item(`<title>${'long '.repeat(200_000)}</title>`)],
		['100,000 spaces', item(`<title>${' '.repeat(1_000_000)}x</title><link>${' '.repeat(1_000_000)}</link>`)],
		['five million items of JSON', `{"items":[${'{},'.repeat(5_000_000)}{}]}`],
		['three million stretches of UTF-8 encoded twice', '<Ã©'.repeat(2_000_000)],
		['90,000 broken items of JSON', `{"items":[${'{"a":"\n,,]"},'.repeat(90_000)}`],
		['14 MB in no encoding', Buffer.alloc(14_000_000, 0xc5)],
		['deep JSON', `{"items":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
		[
			'lone surrogates',
			JSON.stringify({ items: [{ id: '\ud800', title: '\udfff', content_html: '\ud800' }] }),
		],
	])('%s', async (_name, body) => {
		const cost = costMeter();
		const outcome = await parse(body).catch((error: unknown) => error);
		expect(
			outcome instanceof FeedError || (typeof outcome === 'object' && outcome !== null && 'items' in outcome),
		).toBe(true);
		expect(cost()).toBeLessThan(5000);
		expect((await parse(item('<title>still here</title>'))).items[0]?.title).toBe('still here');
	});
});

test.each([
	['time', new WorkerTimeout(2000), 'too-slow'],
	['memory', new WorkerCrash('out of memory'), 'too-slow'],
	['an unexpected shape', new TypeError('x is undefined'), 'not-a-feed'],
])('refused for %s', (_name, error, problem) => {
	expect(refusalOf(error, 'https://h.example/feed')).toMatchObject({ name: 'FeedError', problem });
});

test('everything is capped', async () => {
	const many = await parse(`<rss><channel>${'<item><title>x</title></item>'.repeat(6000)}</channel></rss>`);
	expect(many.items).toHaveLength(5000);
	const [big] = (
		await parse(
			item(
				`<title>${'t'.repeat(9000)}</title><description>${'d'.repeat(2_000_000)}</description>${Array.from({ length: 200 }, (_, n) => `<category>c${n}</category><enclosure url="https://h.example/${n}"/>`).join('')}`,
			),
		)
	).items;
	expect(big?.title).toHaveLength(2000);
	expect(big?.summary).toHaveLength(1024 * 1024);
	expect(big?.categories).toHaveLength(100);
	expect(big?.enclosures).toHaveLength(20);
});

test('more than 15 MB is not even looked at', async () => {
	await expect(parse(new Uint8Array(15 * 1024 * 1024 + 1))).rejects.toMatchObject({ problem: 'too-large' });
});

describe('decode', () => {
	const utf16 = (text: string, swap: boolean): Buffer => {
		const bytes = Buffer.from(text, 'utf16le');
		return swap ? bytes.swap16() : bytes;
	};
	const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
	test.each<[string, Buffer, string | undefined, string]>([
		['UTF-8', Buffer.from('né à Łódź'), undefined, 'né à Łódź'],
		['UTF-8 beats a wrong label', Buffer.from('é à'), 'text/xml; charset=iso-8859-1', 'é à'],
		['HTTP charset', latin('\xc3\xe4'), 'text/xml; charset=windows-1251', 'Гд'],
		[
			'XML declaration',
			Buffer.concat([latin('<?xml version="1.0" encoding="windows-1251"?>'), latin('\xc3\xe4')]),
			undefined,
			'<?xml version="1.0" encoding="windows-1251"?>Гд',
		],
		['no label at all', latin('caf\xe9 \x93x\x94'), undefined, 'café “x”'],
		['a lying UTF-8 label', latin('caf\xe9 \xe0'), 'text/xml; charset=utf-8', 'café à'],
		['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('<é', false)]), undefined, '<é'],
		['UTF-16 without a mark', utf16('<?xml é', true), undefined, '<?xml é'],
		['Shift_JIS', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/xml; charset=Shift_JIS', '日本'],
		['GBK', Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), 'text/xml; charset=gbk', '中文'],
		['an old code page', Buffer.from([0x82]), 'text/xml; charset=cp437', 'é'],
		['an unknown label', latin('caf\xe9'), 'text/xml; charset=x-nonsense', 'café'],
		['C1 controls', Buffer.from('don\u0092t'), undefined, 'don’t'],
	])('%s', (_name, bytes, contentType, expected) => {
		expect(decode(bytes, contentType)).toBe(expected);
	});

	test.each(['utf-7', 'hex', 'ebcdic-us'])('%s is refused', (charset) => {
		expect(() => decode(Buffer.from('+ADw-script+AD4-'), `text/xml; charset=${charset}`)).toThrow(FeedError);
	});
});
