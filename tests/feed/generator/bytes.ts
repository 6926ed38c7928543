/**
 * Text to bytes, and the labels that go with them. Rules:
 * 1. What an encoding lacks is written as XML or JSON would have it.
 * 2. A wrong label is one that servers and editors do put on such bytes; with it the bytes must still decide.
 */
import iconv from 'iconv-lite';

export type Label = 'right' | 'wrong' | 'missing';

export const UNICODE = ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;

const WRONG: Readonly<Record<string, readonly string[]>> = {
	'utf-8': ['iso-8859-1', 'windows-1251', 'us-ascii', 'gb2312', 'x-unknown'],
	'utf-16le': ['utf-8', 'iso-8859-1'],
	'utf-16be': ['utf-8', 'windows-1252'],
	'utf-32le': ['utf-8', 'iso-8859-1'],
	'utf-32be': ['utf-8', 'iso-8859-1'],
	'windows-1252': ['utf-8', 'windows-1251', 'shift_jis', 'us-ascii'],
	'iso-8859-15': ['utf-8', 'koi8-r', 'gbk'],
	'windows-1251': ['utf-8', 'iso-8859-1', 'koi8-r', 'gb2312'],
	'koi8-r': ['utf-8', 'iso-8859-1', 'windows-1251', 'shift_jis'],
	shift_jis: ['utf-8', 'iso-8859-1', 'euc-jp', 'windows-1251'],
	'euc-jp': ['utf-8', 'iso-8859-1', 'shift_jis', 'gbk'],
	gbk: ['utf-8', 'iso-8859-1', 'big5', 'euc-kr'],
	big5: ['utf-8', 'windows-1252', 'gbk', 'shift_jis'],
	'euc-kr': ['utf-8', 'iso-8859-1', 'gb2312', 'euc-jp'],
};

export function labelled(encoding: string, label: Label, choice: number): string | undefined {
	const wrong = WRONG[encoding] ?? ['utf-8'];
	if (label === 'missing') return undefined;
	return label === 'right' ? encoding : wrong[choice % wrong.length];
}

const known = new Map<string, boolean>();

function holds(encoding: string, character: string): boolean {
	const key = `${encoding} ${character}`;
	let answer = known.get(key);
	if (answer === undefined) {
		answer = iconv.decode(iconv.encode(character, encoding), encoding) === character;
		known.set(key, answer);
	}
	return answer;
}

export function encode(text: string, encoding: string, hasMark: boolean, isJson: boolean): Uint8Array {
	const written = encoding.startsWith('utf')
		? text
		: [...text]
				.map((character) => {
					if (character < '\u0080' || holds(encoding, character)) return character;
					const code = character.codePointAt(0) ?? 0;
					return isJson ? `\\u${code.toString(16).padStart(4, '0')}` : `&#${code};`;
				})
				.join('');
	return iconv.encode(hasMark ? `\uFEFF${written}` : written, encoding, { addBOM: false });
}
