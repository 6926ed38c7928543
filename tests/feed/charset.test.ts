/** Which bytes are read how when labels are right, wrong or missing: evidence decides. */
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/feed/decode.ts';

/** Our own fiction, one sentence for each encoding. */
const TEXTS: readonly (readonly [encoding: string, text: string])[] = [
	['utf-8', 'Le café du port a été rouvert'],
	['windows-1252', 'Le café du “port” a été rouvert à Évian'],
	['iso-8859-15', 'Un café à 3 € près du môle'],
	['windows-1251', 'Новости порта: корабль вернулся домой'],
	['koi8-r', 'Новости порта: корабль вернулся домой'],
	['shift_jis', '港のニュース：船がきょう着いた'],
	['euc-jp', '港のニュース：船がきょう着いた'],
	['gbk', '港口新闻：今天船只到达，天气很好，我们开始工作'],
	['big5', '港口新聞：今天船隻到達，天氣很好，我們開始工作'],
	['euc-kr', '항구 뉴스: 오늘 배가 도착했다'],
];
const LABELS = [undefined, 'utf-8', 'iso-8859-1', 'x-nonsense'];

describe.each(TEXTS)('%s', (encoding, text) => {
	const title = `<title>${text}</title>`;
	test.each([...LABELS, encoding])('labelled %s by the server', (label) => {
		const contentType = label && `text/xml; charset=${label}`;
		expect(decode(iconv.encode(title, encoding), contentType)).toBe(title);
	});

	test('the declaration is right and the server is not', () => {
		const whole = `<?xml version="1.0" encoding="${encoding}"?>${title}`;
		const wrong = encoding.startsWith('windows-1251') ? 'koi8-r' : 'windows-1251';
		expect(decode(iconv.encode(whole, encoding), `text/xml; charset=${wrong}`)).toBe(whole);
	});
});

test.each<[string, Uint8Array, string | undefined, string]>([
	['UTF-8 cut inside its last character', Buffer.from('été à é').subarray(0, -1), undefined, 'été à \ufffd'],
	[
		'UTF-8 with a broken byte',
		Buffer.concat([Buffer.from('été à la crème '), Buffer.from([0xe9, 0x20])]),
		undefined,
		'été à la crème \ufffd ',
	],
	[
		'a mark of UTF-8 on other bytes',
		Buffer.from([0xef, 0xbb, 0xbf, 0x63, 0x61, 0x66, 0xe9]),
		undefined,
		'café',
	],
	[
		'a label of another script is believed',
		iconv.encode('Νέα του λιμανιού', 'windows-1253'),
		'text/xml; charset=windows-1253',
		'Νέα του λιμανιού',
	],
	[
		'a few letters contradict nobody',
		iconv.encode('да', 'windows-1251'),
		'text/xml; charset=iso-8859-1',
		'äà',
	],
	['a few letters without a label', iconv.encode('порт', 'windows-1251'), undefined, 'порт'],
	['capitals of Cyrillic', iconv.encode('НОВОСТИ ПОРТА', 'windows-1251'), undefined, 'НОВОСТИ ПОРТА'],
	[
		'a 16-bit label on bytes that are none',
		Buffer.from('<a>é è</a>'),
		'text/xml; charset=utf-16',
		'<a>é è</a>',
	],
	['UTF-32', iconv.encode('<é', 'utf-32le', { addBOM: true }), undefined, '<é'],
])('%s', (_name, bytes, contentType, expected) => {
	expect(decode(bytes, contentType).replace(/^\uFEFF/, '')).toBe(expected);
});
