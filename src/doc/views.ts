/**
 * Our editorial look, written once: every view takes the news and a Translate and gives a Doc.
 */
export {
	articleList,
	relatedView,
	SUMMARY_LENGTHS,
	type SummaryLength,
	storyTimeline,
	summaryView,
} from './views/answers.ts';
export {
	type Followed,
	followedView,
	followingView,
	followQuestion,
	type HelpEntry,
	helpView,
	nothing,
	problem,
	unfollowedView,
	unfollowQuestion,
} from './views/channel.ts';
export {
	exportView,
	type ImportView,
	importHelp,
	importProgress,
	importReport,
} from './views/imports.ts';
export { digestPost, storyPost } from './views/posts.ts';
