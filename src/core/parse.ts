/**
 * What was typed or pressed → Args. Rules, in order:
 * 1. Typed values (slash options, buttons) are checked one by one; a name that is no option is an error.
 * 2. A prose option takes the whole line as it stands; its own name may stand in front. Other options count at
 *    the line's ends alone: as a pair, or as the bare word of a choice beside at most one other word. No word of a
 *    pasted text is taken for a choice.
 * 3. In any other line, pairs whose name is an option and the words of a choice ('daily', or what the
 *    interface calls it) are taken out wherever they stand; the last one counts.
 * 4. What looks like a pair but names no option is an error, unless it is an address (`https://…`,
 *    `localhost:8080`).
 * 5. The rest, as typed, is the main option's. A rest of digits alone is the integer option's.
 * 6. A file is nothing typed: it is handed through as the platform announced it.
 * 7. Every mistake is a UserError with the command's form and an example to type.
 */

import { UserError } from '../errors.ts';
import type { Translate } from '../model.ts';
import type { Call } from './call.ts';
import type { Args, Command, Option } from './command.ts';
import { fold, mainOption, usageOf, type Word, wordsOf } from './line.ts';
import { nearest } from './nearest.ts';

type Spec = Pick<Command, 'name' | 'options'>;
type Raw = ReadonlyMap<string, string | number>;

function mistake(
	command: Spec,
	t: Translate,
	phrase: string,
	values: Readonly<Record<string, string | number>>,
): UserError {
	return new UserError(phrase, {
		command: command.name,
		...values,
		usage: usageOf(command),
		example: t(`example-${command.name}`),
	});
}

/** What a choice may be called: its own name, and its name in the interface's language. */
const callsOf = (choice: string, t: Translate): readonly string[] => [choice, fold(t(`choice-${choice}`))];

const isAddress = (value: string): boolean => value.startsWith('//') || value.includes('://');
const isPort = (value: string): boolean => /^\d+(?:\/|$)/.test(value);

function readLine(command: Spec, line: string, t: Translate): Raw {
	const { options } = command;
	const main = mainOption(options);
	const raw = new Map<string, string>();
	const mainSpec = main === undefined ? undefined : options[main];
	if (main !== undefined && mainSpec?.type === 'text' && mainSpec.prose)
		return readProse(options, main, line.trim(), t);

	const choices = choicesOf(options, t);
	const words = wordsOf(line);
	const rest: Word[] = [];
	for (let place = 0; place < words.length; place++) {
		const word = words[place];
		if (!word) break;
		const choice = choices.find(({ call }) => isTyped(call, words, place));
		if (choice) {
			raw.set(choice.option, choice.value);
			place += choice.call.length - 1;
		} else if (word.pair && word.pair.name !== main && Object.hasOwn(options, word.pair.name)) {
			raw.set(word.pair.name, word.pair.value);
		} else {
			refuseUnknown(command, word, t);
			rest.push(word);
		}
	}
	const text = restOf(line, rest, main);
	const integer = Object.keys(options).find((name) => options[name]?.type === 'integer');
	if (/^\d+$/.test(text) && integer !== undefined && !rest[0]?.quoted) raw.set(integer, text);
	else if (text !== '' && main !== undefined) raw.set(main, text);
	return raw;
}

function readProse(options: Command['options'], main: string, line: string, t: Translate): Raw {
	const raw = new Map<string, string>();
	const others = Object.keys(options).filter((name) => name !== main && options[name]?.type !== 'file');
	const words = others.length === 0 ? [] : wordsOf(line);
	const choices = words.length > 2 ? [] : choicesOf(options, t);
	let start = 0;
	let end = line.length;
	for (const [place, word] of words.entries()) {
		if (place > 0 && place < words.length - 1) continue;
		const choice = choices.find(({ call }) => call.length === 1 && isTyped(call, words, place));
		if (choice) raw.set(choice.option, choice.value);
		else if (word.pair && others.includes(word.pair.name)) raw.set(word.pair.name, word.pair.value);
		else continue;
		if (place === 0) start = word.end;
		else end = word.start;
	}
	return raw.set(main, withoutName(line.slice(start, end).trim(), main));
}

interface ChoiceCall {
	readonly option: string;
	readonly value: string;
	readonly call: readonly string[];
}

const choicesOf = (options: Readonly<Record<string, Option>>, t: Translate): readonly ChoiceCall[] =>
	Object.entries(options).flatMap(([option, spec]) =>
		spec.type !== 'choice'
			? []
			: spec.choices.flatMap((value) =>
					callsOf(value, t).map((call) => ({ option, value, call: call.split(' ') })),
				),
	);

const isTyped = (call: readonly string[], words: readonly Word[], place: number): boolean =>
	call.every((part, offset) => {
		const word = words[place + offset];
		return word !== undefined && !word.quoted && !word.pair && fold(word.text) === part;
	});

function refuseUnknown(command: Spec, word: Word, t: Translate): void {
	const names = Object.keys(command.options);
	if (!word.pair || names.includes(word.pair.name) || isAddress(word.pair.value)) return;
	if (isPort(word.pair.value) && nearest(word.pair.name, names) === undefined) return;
	throw mistake(command, t, 'problem-unknown-option', { option: word.pair.name });
}

/** The remaining words: one quoted word or pair gives its value, neighbours keep the space between them. */
function restOf(line: string, rest: readonly Word[], main: string | undefined): string {
	const [first] = rest;
	if (first && rest.length === 1)
		return first.pair && first.pair.name === main ? first.pair.value : first.text;
	const typed = rest.map(({ start, end }) => line.slice(start, end)).join(' ');
	return main === undefined ? typed : withoutName(typed, main);
}

function withoutName(text: string, name: string): string {
	const start = text.slice(0, name.length + 1).toLowerCase();
	return start === `${name}:` || start === `${name}=` ? text.slice(name.length + 1).trimStart() : text;
}

function readValues(command: Spec, values: Readonly<Record<string, string | number>>, t: Translate): Raw {
	for (const option of Object.keys(values)) {
		if (!Object.hasOwn(command.options, option))
			throw mistake(command, t, 'problem-unknown-option', { option });
	}
	return new Map(Object.entries(values));
}

function check(
	command: Spec,
	option: string,
	spec: Exclude<Option, { type: 'file' }>,
	value: string | number | undefined,
	t: Translate,
): string | number | undefined {
	const words = value === undefined ? '' : String(value).trim();
	switch (spec.type) {
		case 'text': {
			if (words === '' && spec.required) {
				const meaning = t(`command-${command.name}-${option}`);
				throw mistake(command, t, 'problem-missing', { option, meaning });
			}
			const max = spec.maxLength;
			if (max !== undefined && words.length > max)
				throw mistake(command, t, 'problem-too-long', { option, max, length: words.length });
			return words === '' ? undefined : words;
		}
		case 'choice': {
			if (words === '') return spec.default;
			const choice = spec.choices.find((candidate) => callsOf(candidate, t).includes(fold(words)));
			if (choice !== undefined) return choice;
			const choices = spec.choices.map((name) => t(`choice-${name}`)).join(', ');
			throw mistake(command, t, 'problem-choice', { option, value: words, choices });
		}
		case 'integer': {
			if (words === '') return spec.default;
			const number = /^\d{1,9}$/.test(words) ? Number(words) : Number.NaN;
			if (number >= spec.min && number <= spec.max) return number;
			throw mistake(command, t, 'problem-integer', { option, min: spec.min, max: spec.max });
		}
	}
}

/** @throws UserError */
export function parseArgs(
	command: Spec,
	input: Call['input'],
	t: Translate,
	file?: Call['file'],
): Args<Record<string, Option>> {
	const raw = input.kind === 'line' ? readLine(command, input.line, t) : readValues(command, input.values, t);
	return Object.fromEntries(
		Object.entries(command.options).map(([option, spec]) => [
			option,
			spec.type === 'file' ? file : check(command, option, spec, raw.get(option), t),
		]),
	);
}
