/** What this channel follows, as a file that any feed reader takes, and /import. */
import { command } from '../src/core/command.ts';
import { exportView, followingView } from '../src/doc/views.ts';

export default command({
	name: 'export',
	access: 'everyone',
	reply: 'private',
	onMessage: false,
	options: {},
	async run(_args, { channel, t }, news) {
		const file = await news.export(channel);
		return file.count === 0 ? followingView([], t) : exportView(file, t);
	},
});
