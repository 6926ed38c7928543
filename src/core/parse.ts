/**
 * What was typed or pressed → Args. Rules, in order:
 * 1. Typed values (slash options, buttons) are checked one by one; a name that is no option is an error.
 * 2. A prose option takes the whole line as it stands; its own name may stand in front. Other options count at
 *    the line's ends alone: as a pair, or as the bare word of a choice beside at most one other word. No word of a
 *    pasted text is taken for a choice.
 * 3. In any other line, pairs whose name is an option and the words of a choice ('daily', or what the
 *    interface calls it) are taken out wherever they stand; the last one counts.
 *    A name is the option's own, or what the interface calls it; a value may follow after a space.
 * 4. What looks like a pair but names no option is an error, unless it is an address (`https://…`,
 *    `localhost:8080`), or all that is given for an option that is needed. A command without words takes none.
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
		usage: usageOf(command, t),
		example: t(`example-${command.name}`),
	});
}

/** What a choice may be called: its own name, and its name in the interface's language. */
const callsOf = (choice: string, t: Translate): readonly string[] => [choice, fold(t(`choice-${choice}`))];

const isAddress = (value: string): boolean => value.startsWith('//') || value.includes('://');
const isPort = (value: string): boolean => /^\d+(?:\/|$)/.test(value);

/** The option that somebody means by this name. */
function optionNamed(options: Command['options'], typed: string, t: Translate): string | undefined {
	if (Object.hasOwn(options, typed)) return typed;
	return Object.keys(options).find((option) => fold(t(`option-${option}`)) === typed);
}

/** `name:` with its value after a space. */
function openName(word: Word): string | undefined {
	const isOpen = !word.quoted && word.pair === undefined && /^[a-z0-9_]{1,32}[:=]$/i.test(word.text);
	return isOpen ? word.text.slice(0, -1).toLowerCase() : undefined;
}

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
		const opened = openName(word);
		const waiting = opened === undefined ? undefined : optionNamed(options, opened, t);
		if (waiting !== undefined && waiting !== main) place++;
		const choice = choices.find(({ call }) => isTyped(call, words, place));
		const named = word.pair && optionNamed(options, word.pair.name, t);
		if (choice) {
			raw.set(choice.option, choice.value);
			place += choice.call.length - 1;
		} else if (waiting !== undefined && waiting !== main) {
			raw.set(waiting, valueAfter(command, waiting, words[place], t));
		} else if (word.pair && named !== undefined && named !== main) raw.set(named, word.pair.value);
		else rest.push(word);
	}
	const isNeeded = mainSpec?.type === 'text' && mainSpec.required;
	for (const word of rest) refuseUnknown(command, word, isNeeded && rest.length === 1, t);
	const text = restOf(line, rest, main, t);
	const integer = Object.keys(options).find((name) => options[name]?.type === 'integer');
	if (/^\d+$/.test(text) && integer !== undefined && !rest[0]?.quoted) raw.set(integer, text);
	else if (text !== '' && main !== undefined) raw.set(main, text);
	else if (text !== '') throw mistake(command, t, 'problem-no-words', {});
	return raw;
}

function valueAfter(command: Spec, option: string, word: Word | undefined, t: Translate): string {
	if (word !== undefined) return word.text;
	const meaning = t(`command-${command.name}-${option}`);
	throw mistake(command, t, 'problem-empty', { option: t(`option-${option}`), meaning });
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
		else {
			const named = word.pair && optionNamed(options, word.pair.name, t);
			if (word.pair === undefined || named === undefined || !others.includes(named)) continue;
			raw.set(named, word.pair.value);
		}
		if (place === 0) start = word.end;
		else end = word.start;
	}
	return raw.set(main, withoutName(line.slice(start, end).trim(), main, t));
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

/** @param isAll it is all that is given for an option that is needed: a wrong value, rather than an unknown name. */
function refuseUnknown(command: Spec, word: Word, isAll: boolean, t: Translate): void {
	const names = Object.keys(command.options);
	if (!word.pair || optionNamed(command.options, word.pair.name, t) !== undefined) return;
	if (isAddress(word.pair.value)) return;
	if ((isAll || isPort(word.pair.value)) && nearest(word.pair.name, names) === undefined) return;
	throw mistake(command, t, 'problem-unknown-option', { option: word.pair.name });
}

/** The remaining words: one quoted word or pair gives its value, neighbours keep the space between them. */
function restOf(line: string, rest: readonly Word[], main: string | undefined, t: Translate): string {
	const [first] = rest;
	if (first && rest.length === 1)
		return first.pair && isMain(first.pair.name, main, t) ? first.pair.value : first.text;
	const typed = rest.map(({ start, end }) => line.slice(start, end)).join(' ');
	return main === undefined ? typed : withoutName(typed, main, t);
}

const isMain = (typed: string, main: string | undefined, t: Translate): boolean =>
	main !== undefined && (typed === main || typed === fold(t(`option-${main}`)));

function withoutName(text: string, main: string, t: Translate): string {
	for (const name of [main, fold(t(`option-${main}`))]) {
		const start = text.slice(0, name.length + 1).toLowerCase();
		if (start === `${name}:` || start === `${name}=`) return text.slice(name.length + 1).trimStart();
	}
	return text;
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
	const called = t(`option-${option}`);
	switch (spec.type) {
		case 'text': {
			if (words === '' && spec.required) {
				const meaning = t(`command-${command.name}-${option}`);
				throw mistake(command, t, 'problem-missing', { option: called, meaning });
			}
			const max = spec.maxLength;
			if (max !== undefined && words.length > max)
				throw mistake(command, t, 'problem-too-long', { option: called, max, length: words.length });
			return words === '' ? undefined : words;
		}
		case 'choice': {
			if (words === '') return spec.default;
			const choice = spec.choices.find((candidate) => callsOf(candidate, t).includes(fold(words)));
			if (choice !== undefined) return choice;
			const choices = spec.choices.map((name) => t(`choice-${name}`)).join(', ');
			throw mistake(command, t, 'problem-choice', { option: called, value: words, choices });
		}
		case 'integer': {
			if (words === '') return spec.default;
			const number = /^\d{1,9}$/.test(words) ? Number(words) : Number.NaN;
			if (number >= spec.min && number <= spec.max) return number;
			throw mistake(command, t, 'problem-integer', { option: called, min: spec.min, max: spec.max });
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
	// A form has its own names for its fields: the literal's.
	const said: Translate =
		input.kind === 'line'
			? t
			: (key, values) => (key.startsWith('option-') ? key.slice('option-'.length) : t(key, values));
	const raw =
		input.kind === 'line' ? readLine(command, input.line, t) : readValues(command, input.values, said);
	return Object.fromEntries(
		Object.entries(command.options).map(([option, spec]) => [
			option,
			spec.type === 'file' ? file : check(command, option, spec, raw.get(option), said),
		]),
	);
}
