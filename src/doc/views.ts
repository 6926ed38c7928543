/**
 * Our editorial look, written once: every view takes the news and a Translate and gives a Doc.
 */
export { articleList, relatedView, storyTimeline } from './views/answers.ts';
export {
	followingView,
	type HelpEntry,
	helpView,
	nothing,
	problem,
	unfollowedView,
	unfollowQuestion,
} from './views/channel.ts';
export { type Followed, followedView, followQuestion } from './views/followed.ts';
export {
	exportView,
	type ImportView,
	importHelp,
	importProgress,
	importReport,
} from './views/imports.ts';
export { feedNotice } from './views/notices.ts';
export { digestPost, storyPost } from './views/posts.ts';
export { SUMMARY_LENGTHS, type SummaryLength, summaryView } from './views/summary.ts';
