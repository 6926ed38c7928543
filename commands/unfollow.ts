/** Stops one subscription and shows the way back; without a name it asks which. */
import { command } from '../src/core/command.ts';
import { printLine } from '../src/core/line.ts';
import { unfollowedView, unfollowQuestion } from '../src/doc/views.ts';
import follow from './follow.ts';

export default command({
	name: 'unfollow',
	access: 'manager',
	reply: 'private',
	onMessage: false,
	options: { subscription: { type: 'text', required: true, maxLength: 2_000, prose: true } },
	async ask({ channel, t }, news) {
		return unfollowQuestion(await news.following(channel), t);
	},
	async run({ subscription: which }, { channel, t }, news) {
		const ended = await news.unfollow(channel, which);
		const { pace, filter } = ended.subscription;
		const again = printLine(follow, { address: ended.feed.url, pace, filter }, t);
		return unfollowedView(ended, again, t);
	},
});
