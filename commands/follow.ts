/**
 * Shows what was found at the address and what happens next, or asks which of several is meant. Words after the
 * address are likely a filter.
 */
import { addressOf, linkIn } from '../src/core/address.ts';
import { command } from '../src/core/command.ts';
import { followedView, followQuestion } from '../src/doc/views.ts';
import { UserError } from '../src/errors.ts';

/** The words of a pasted Markdown link belong to it. */
const isMarkdown = (typed: string): boolean => /^\[[^\]]{0,500}\]\(\S{1,2000}\)$/.test(typed);

/** The one link of a pasted sentence; where the address comes first, the rest is something else. */
function inside(typed: string): string | undefined {
	const [first = '', ...more] = typed.split(/\s+/);
	const isSentence = more.length > 0 && !isMarkdown(typed) && addressOf(first) === undefined;
	return isSentence ? linkIn(typed) : undefined;
}

export default command({
	name: 'follow',
	access: 'manager',
	reply: 'private',
	onMessage: false,
	options: {
		address: { type: 'text', required: true, maxLength: 2_000 },
		pace: { type: 'choice', choices: ['live', 'daily'] },
		filter: { type: 'text', required: false, maxLength: 200 },
	},
	async run({ address: typed, pace, filter }, { channel, locale, signal, t }, news) {
		const address = inside(typed) ?? typed;
		const [first = '', ...more] = isMarkdown(address) ? [address] : address.split(/\s+/);
		if (more.length > 0) {
			const example = `/follow ${first} filter:"${more.join(' ').replaceAll('"', '')}"`;
			throw new UserError('problem-one-address', { example });
		}
		const found = await news.follow({ channel, address, pace, filter, locale, signal });
		return 'choices' in found ? followQuestion(found.choices, t) : followedView(found, t, Date.now());
	},
});
