/**
 * What a language model answered, as statements. Rules, in order:
 * 1. Only a bounded beginning is looked at; a model's thinking aloud (`<think>`) is left out.
 * 2. The first JSON array or object in it that has statements is the answer; fences and chatter around it are not.
 * 3. A statement has plain words and names at least one sentence; anything else is as if it were not proven: it stays
 *    in the list, empty, so that it counts against the answer.
 */
import { z } from 'zod';

export interface Statement {
	/** Empty for what is no statement. */
	readonly text: string;
	/** Numbers of the article's sentences, from 1. */
	readonly from: readonly number[];
}

const MAX_ANSWER = 20_000;
const MAX_STATEMENTS = 12;
const STARTS = 20;
const LONGEST = 500;
const SHORTEST = 15;

const number = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,4}$/)
			.transform(Number),
	])
	.pipe(z.number().int().positive());
const statement = z.object({
	text: z.string().max(LONGEST * 4),
	from: z.union([z.array(number).min(1).max(12), number.transform((one) => [one])]),
});
const statements = z.array(z.unknown()).min(1);
const wrapped = z.record(z.string(), z.unknown());

const NOTHING: Statement = { text: '', from: [] };

/** The end of the JSON value that starts at `start`, or undefined if it never ends. */
function endOf(text: string, start: number): number | undefined {
	let depth = 0;
	let quoted = false;
	for (let at = start; at < text.length; at++) {
		const character = text.charAt(at);
		if (quoted) {
			if (character === '\\') at++;
			else if (character === '"') quoted = false;
		} else if (character === '"') quoted = true;
		else if (character === '[' || character === '{') depth++;
		else if ((character === ']' || character === '}') && --depth === 0) return at + 1;
	}
	return undefined;
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A list of statements, or an object that holds one. */
function listIn(value: unknown): readonly unknown[] | undefined {
	const list = statements.safeParse(value);
	if (list.success) return list.data.some((one) => statement.safeParse(one).success) ? list.data : undefined;
	if (statement.safeParse(value).success) return [value];
	const object = wrapped.safeParse(value);
	if (!object.success) return undefined;
	return Object.values(object.data)
		.map((inner) => (Array.isArray(inner) ? listIn(inner) : undefined))
		.find((inner) => inner !== undefined);
}

const MARKUP =
	/:\/\/|www\.|[<>`|\\^~]|\*\*|__|\]\(|^\s*[#>*-]|(?:^|\s)@|(?:^|\s)#\p{L}|\p{Emoji_Presentation}|\ufe0f/iu;
const UNFIT = /[\p{Cc}\p{Cs}\p{Co}\u200b\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
const PILED_MARKS = /\p{M}{4}/u;
const ENDED = /[.!?…。！？؟।][\s"'”’»)\]」』]*$/;

/** Words that a reader can be shown as they are. */
const isPlain = (text: string): boolean =>
	text.length >= SHORTEST &&
	text.length <= LONGEST &&
	ENDED.test(text) &&
	!MARKUP.test(text) &&
	!UNFIT.test(text) &&
	!PILED_MARKS.test(text);

function read(value: unknown): Statement {
	const result = statement.safeParse(value);
	if (!result.success) return NOTHING;
	const text = result.data.text.replace(/\s+/g, ' ').trim();
	return isPlain(text) ? { text, from: [...new Set(result.data.from)] } : NOTHING;
}

/** @returns nothing at all where no answer can be made out. */
export function statementsIn(answer: string): readonly Statement[] {
	const said = answer.slice(0, MAX_ANSWER);
	const thought = said.lastIndexOf('</think>');
	const text = thought < 0 ? said : said.slice(thought + '</think>'.length);
	let tries = 0;
	for (let at = 0; at < text.length && tries < STARTS; at++) {
		if (!'[{'.includes(text.charAt(at))) continue;
		tries++;
		const end = endOf(text, at);
		const list = end === undefined ? undefined : listIn(json(text.slice(at, end)));
		if (list !== undefined) return list.slice(0, MAX_STATEMENTS).map(read);
	}
	return [];
}
