/** Three of the article’s own sentences; nothing is rephrased. */
import { command } from '../src/core/command.ts';
import { summaryView } from '../src/doc/views.ts';

const SENTENCES = 3;

export default command({
	name: 'summary',
	access: 'everyone',
	reply: 'public',
	onMessage: true,
	options: { article: { type: 'text', required: false, maxLength: 20_000, prose: true } },
	async run({ article: words }, { channel, about, signal, t }, news) {
		const article = await news.article({ words, about, channel, signal });
		return summaryView(article, await news.summary(article, SENTENCES), t, Date.now());
	},
});
