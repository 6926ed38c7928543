import type { Command } from '../src/core/command.ts';
import exportList from './export.ts';
import follow from './follow.ts';
import following from './following.ts';
import { helpOn } from './help.ts';
import importList from './import.ts';
import latest from './latest.ts';
import related from './related.ts';
import search from './search.ts';
import story from './story.ts';
import summary from './summary.ts';
import unfollow from './unfollow.ts';

const asked: readonly Command[] = [
	summary,
	related,
	latest,
	search,
	story,
	follow,
	unfollow,
	following,
	importList,
	exportList,
];

/** Every command, in the order of the help text. */
export const commands: readonly Command[] = [...asked, helpOn(asked)];
