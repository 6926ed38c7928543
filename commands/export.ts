/** What this channel follows, as a file that any feed reader takes, and /import. */
import { command } from '../src/core/command.ts';
import { exportView, followingView } from '../src/doc/views.ts';

export default command({
	name: 'export',
	// Full addresses may carry somebody's private token.
	access: 'manager',
	reply: 'private',
	onMessage: false,
	options: {},
	async run(_args, { channel, channelName, t }, news) {
		const file = await news.export(channel, channelName);
		return file.count === 0 ? followingView([], t) : exportView(file, t);
	},
});
