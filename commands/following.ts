/** What this channel follows, numbered for /unfollow. */
import { command } from '../src/core/command.ts';
import { followingView } from '../src/doc/views.ts';

export default command({
	name: 'following',
	access: 'everyone',
	reply: 'private',
	onMessage: false,
	options: {},
	async run(_args, { channel, t }, news) {
		return followingView(await news.following(channel), t);
	},
});
