/**
 * Shows what was found at the address and what happens next, or asks which of several is meant. Words after the
 * address are likely a filter.
 */
import { addressOf, linkIn } from '../src/core/address.ts';
import { command } from '../src/core/command.ts';
import { fold, printLine } from '../src/core/line.ts';
import { followedView, followQuestion } from '../src/doc/views.ts';
import { UserError } from '../src/errors.ts';
import type { Pace, Translate } from '../src/model.ts';

/** The words of a pasted Markdown link belong to it. */
const isMarkdown = (typed: string): boolean => /^\[[^\]]{0,500}\]\(\S{1,2000}\)$/.test(typed);

/** The one link of a pasted sentence; where the address comes first, the rest is something else. */
function inside(typed: string): string | undefined {
	const [first = '', ...more] = typed.split(/\s+/);
	const isSentence = more.length > 0 && !isMarkdown(typed) && addressOf(first) === undefined;
	return isSentence ? linkIn(typed) : undefined;
}

const PACES = ['live', 'daily'] as const;

interface Manner {
	readonly pace: Pace | undefined;
	readonly filter: string | undefined;
}

/** What to say of words after the address. */
function surplus(first: string, more: readonly string[], { pace, filter }: Manner, t: Translate): UserError {
	const address = /^https?:/i.test(first) ? first : (addressOf(first) ?? first);
	const line = (manner: Manner): string => printLine(follow, { address, ...manner }, t);
	if (more.some((word) => addressOf(word) !== undefined))
		return new UserError('problem-one-address', { example: line({ pace, filter }) });
	const others = t('pace-others').split(' ');
	const value = more.find((word) => others.includes(fold(word)));
	if (value !== undefined) {
		const choices = PACES.map((name) => t(`choice-${name}`)).join(', ');
		const example = line({ pace: pace ?? 'daily', filter });
		return new UserError('problem-choice', { option: t('option-pace'), value, choices, example });
	}
	const words = [filter, ...more].filter((word) => word !== undefined).join(' ');
	const example = line({ pace, filter: words.replaceAll('"', '') });
	return new UserError('problem-filter-words', { example });
}

const follow = command({
	name: 'follow',
	access: 'manager',
	reply: 'private',
	onMessage: false,
	options: {
		address: { type: 'text', required: true, maxLength: 2_000 },
		pace: { type: 'choice', choices: PACES },
		filter: { type: 'text', required: false, maxLength: 200 },
	},
	async run({ address: typed, pace, filter }, { channel, locale, signal, t }, news) {
		const address = inside(typed) ?? typed;
		const [first = '', ...more] = isMarkdown(address) ? [address] : address.split(/\s+/);
		if (more.length > 0) throw surplus(first, more, { pace, filter }, t);
		const found = await news.follow({ channel, address, pace, filter, locale, signal });
		return 'choices' in found ? followQuestion(found.choices, t) : followedView(found, t, Date.now());
	},
});

export default follow;
