/** One event as its outlets told it, in order of time: who was first, who followed. */
import { command } from '../src/core/command.ts';
import { storyTimeline } from '../src/doc/views.ts';

const LINES = 15;

export default command({
	name: 'story',
	access: 'everyone',
	reply: 'public',
	onMessage: false,
	options: { article: { type: 'text', required: false, maxLength: 6_000, prose: true } },
	async run({ article: words }, { channel, about, signal, t }, news) {
		const story = await news.story(await news.article({ words, about, channel, signal }));
		const shown = story.articles.slice(0, LINES);
		// A story of one article is no list: the list shown before keeps its numbers.
		if (shown.length > 1) {
			await news.remember(
				channel,
				shown.map(({ id }) => id),
			);
		}
		return storyTimeline(story, shown, t, Date.now());
	},
});
