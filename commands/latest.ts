/** The newest articles, of every outlet or of one. */
import { command } from '../src/core/command.ts';
import { articleList, nothing } from '../src/doc/views.ts';

export default command({
	name: 'latest',
	access: 'everyone',
	reply: 'public',
	onMessage: false,
	options: {
		from: { type: 'text', required: false, maxLength: 200 },
		count: { type: 'integer', min: 1, max: 20, default: 8 },
	},
	async run({ from, count }, { channel, t }, news) {
		const articles = await news.latest(from, count);
		if (articles.length === 0) {
			return from === undefined ? nothing(t, 'latest-empty') : nothing(t, 'latest-empty-from', { from });
		}
		await news.remember(
			channel,
			articles.map(({ id }) => id),
		);
		const title =
			from === undefined
				? t('latest-heading', { count: articles.length })
				: t('latest-heading-from', { from });
		return articleList(title, articles, t, Date.now());
	},
});
