/** An article in one, three or six sentences: its own, or a language model’s where one is configured. */
import { command } from '../src/core/command.ts';
import { SUMMARY_LENGTHS, summaryView } from '../src/doc/views.ts';
import { UserError } from '../src/errors.ts';

export default command({
	name: 'summary',
	access: 'everyone',
	reply: 'public',
	onMessage: true,
	options: {
		article: { type: 'text', required: false, maxLength: 20_000, prose: true },
		length: { type: 'choice', choices: ['short', 'medium', 'long'], default: 'medium' },
	},
	async run({ article: words, length }, { channel, locale, about, signal, deadline, t }, news) {
		const article = await news.article({ words, about, channel, signal }).catch((error: unknown) => {
			const isUnknown = error instanceof UserError && error.phrase === 'problem-article-unknown';
			throw isUnknown ? new UserError('problem-summary-unknown', error.values) : error;
		});
		const sentences = SUMMARY_LENGTHS[length];
		const summary = await news.summary({ article, sentences, channel, locale, deadline });
		return summaryView(article, summary, length, t, Date.now());
	},
});
