/** Articles by their words, best first. */
import { command } from '../src/core/command.ts';
import { articleList, nothing } from '../src/doc/views.ts';

const LINES = 10;
/** Somebody limits the search: perhaps not as we read it. */
const LIMIT = /(?:^|\s)(?:since|lang|source):/i;

export default command({
	name: 'search',
	access: 'everyone',
	reply: 'public',
	onMessage: false,
	options: { words: { type: 'text', required: true, maxLength: 200, prose: true } },
	async run({ words }, { channel, t }, news) {
		const articles = await news.search(words, LINES);
		if (articles.length === 0)
			return nothing(t, LIMIT.test(words) ? 'search-empty-field' : 'search-empty', { words });
		await news.remember(
			channel,
			articles.map(({ id }) => id),
		);
		return articleList(t('search-heading', { count: articles.length, words }), articles, t, Date.now());
	},
});
