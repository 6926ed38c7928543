/**
 * A typed line as words, and a command as a typed line. Rules:
 * 1. `name:value` and `name=value` are pairs; a value with spaces stands in quotes: "…", “…”, «…» or '…'.
 *    Within quotes a backslash keeps the closing quote and itself.
 * 2. A quote that is never closed ends with the line: nobody is told off for a quote.
 * 3. One pass over the line, whatever is in it.
 */
import type { Translate } from '../model.ts';
import type { Args, Command, Option } from './command.ts';

/** Words as they are compared: width, case and outer space do not count. */
export const fold = (words: string): string => words.normalize('NFKC').toLowerCase().trim();

export interface Word {
	/** Where it stands in the line. */
	readonly start: number;
	readonly end: number;
	/** As typed, without its quotes. */
	readonly text: string;
	readonly quoted: boolean;
	/** Of a pair: its name in lower case and its value without quotes. */
	readonly pair?: { readonly name: string; readonly value: string };
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '«': '»' };
const VALUE_QUOTES: Readonly<Record<string, string>> = { ...QUOTES, "'": "'" };
const SPACE = /\s/u;
const NAME_CHARACTER = /[a-z0-9_]/i;

/** @returns the text within quotes that open at `start`, and where it ends. */
function quotedAt(line: string, start: number, close: string): { text: string; end: number } {
	let text = '';
	for (let at = start + 1; at < line.length; at++) {
		const character = line.charAt(at);
		const next = line.charAt(at + 1);
		if (character === close) return { text: text.trim(), end: at + 1 };
		if (character === '\\' && (next === close || next === '\\')) {
			text += next;
			at++;
		} else text += character;
	}
	return { text: text.trim(), end: line.length };
}

function wordAt(line: string, start: number): Word {
	const close = QUOTES[line.charAt(start)];
	if (close !== undefined) return { start, ...quotedAt(line, start, close), quoted: true };
	let isName = true;
	let end = start;
	for (; end < line.length && !SPACE.test(line.charAt(end)); end++) {
		const character = line.charAt(end);
		if (isName && end > start && (character === ':' || character === '=')) return pairAt(line, start, end);
		isName &&= NAME_CHARACTER.test(character);
	}
	return { start, end, text: line.slice(start, end), quoted: false };
}

function pairAt(line: string, start: number, colon: number): Word {
	const name = line.slice(start, colon).toLowerCase();
	const close = VALUE_QUOTES[line.charAt(colon + 1)];
	if (close !== undefined) {
		const { text: value, end } = quotedAt(line, colon + 1, close);
		return { start, end, text: line.slice(start, end), quoted: false, pair: { name, value } };
	}
	let end = colon + 1;
	while (end < line.length && !SPACE.test(line.charAt(end))) end++;
	const value = line.slice(colon + 1, end);
	const text = line.slice(start, end);
	return { start, end, text, quoted: false, ...(value !== '' && { pair: { name, value } }) };
}

export function wordsOf(line: string): readonly Word[] {
	const words: Word[] = [];
	let at = 0;
	while (at < line.length) {
		if (SPACE.test(line.charAt(at))) at++;
		else {
			const word = wordAt(line, at);
			words.push(word);
			at = word.end;
		}
	}
	return words;
}

/** The option that the rest of a line belongs to. */
export function mainOption(options: Readonly<Record<string, Option>>): string | undefined {
	return Object.keys(options).find((name) => options[name]?.type === 'text');
}

function quote(value: string): string {
	if (/^[\p{L}\p{N}_.-]+$/u.test(value)) return value;
	if (value.includes('"') && !/['\\]/.test(value)) return `'${value}'`;
	return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Names and choices as the literals have them. */
const plain: Translate = (key) => key.slice(key.indexOf('-') + 1);

/** What to type for these arguments, in the words of the interface; defaults are left out. parseArgs reads it back. */
export function printLine<O extends Record<string, Option>>(
	{ name, options }: Pick<Command<O>, 'name' | 'options'>,
	args: Partial<Args<O>>,
	t: Translate = plain,
): string {
	const main = mainOption(options);
	const parts = Object.entries(options)
		.toSorted(([a], [b]) => Number(b === main) - Number(a === main))
		.flatMap(([option, spec]) => {
			const value = args[option];
			if (value === undefined || spec.type === 'file') return [];
			if (spec.type !== 'text' && value === spec.default) return [];
			const words = spec.type === 'choice' ? t(`choice-${String(value)}`) : String(value);
			const name = t(`option-${option}`);
			if (option !== main) return [`${name}:${quote(words)}`];
			if (spec.type === 'text' && spec.prose) return [words];
			return [/^https?:\/\/\S+$/.test(words) ? words : `${name}:${quote(words)}`];
		});
	return [`/${name}`, ...parts].join(' ');
}

/** The command's form: `/follow <address> [pace:live|daily] [filter:…]`. */
export function usageOf({ name, options }: Pick<Command, 'name' | 'options'>, t: Translate): string {
	const main = mainOption(options);
	const parts = Object.entries(options)
		.toSorted(([a], [b]) => Number(b === main) - Number(a === main))
		.map(([option, spec]) => {
			const called = t(`option-${option}`);
			if (option === main) return spec.type === 'text' && spec.required ? `<${called}>` : `[${called}]`;
			if (spec.type === 'choice') {
				const choices = spec.choices.map((choice) => quote(t(`choice-${choice}`)));
				return `[${called}:${choices.join('|')}]`;
			}
			if (spec.type === 'integer') return `[${called}:${spec.min}–${spec.max}]`;
			if (spec.type === 'file') return `[+ ${called}]`;
			return spec.required ? `${called}:…` : `[${called}:…]`;
		});
	return [`/${name}`, ...parts].join(' ');
}
