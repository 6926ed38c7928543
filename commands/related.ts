/** What else was written on the subject, as a list to count in. */
import { command } from '../src/core/command.ts';
import { relatedView } from '../src/doc/views.ts';

const LINES = 8;

export default command({
	name: 'related',
	access: 'everyone',
	reply: 'public',
	onMessage: true,
	options: { article: { type: 'text', required: false, maxLength: 6_000, prose: true } },
	async run({ article: words }, { channel, about, signal, t }, news) {
		const article = await news.article({ words, about, channel, signal });
		const related = (await news.related(article, LINES)).map((hit) => hit.article);
		if (related.length > 0) {
			await news.remember(
				channel,
				related.map(({ id }) => id),
			);
		}
		return relatedView(article, related, t, Date.now());
	},
});
