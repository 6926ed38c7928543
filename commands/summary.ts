/** An article in one, three or six of its own sentences; nothing is rephrased. */
import { command } from '../src/core/command.ts';
import { SUMMARY_LENGTHS, summaryView } from '../src/doc/views.ts';

export default command({
	name: 'summary',
	access: 'everyone',
	reply: 'public',
	onMessage: true,
	options: {
		article: { type: 'text', required: false, maxLength: 20_000, prose: true },
		length: { type: 'choice', choices: ['short', 'medium', 'long'], default: 'medium' },
	},
	async run({ article: words, length }, { channel, about, signal, t }, news) {
		const article = await news.article({ words, about, channel, signal });
		const sentences = await news.summary(article, SUMMARY_LENGTHS[length]);
		return summaryView(article, sentences, length, t, Date.now());
	},
});
