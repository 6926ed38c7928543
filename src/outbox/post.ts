/**
 * A delivery as a Doc. Rules:
 * 1. The Doc is made from the store when it is sent, in the language of the delivery's channel.
 * 2. A delivery whose articles are gone, or whose trouble is over, has nothing to say: undefined.
 */
import type { Doc } from '../doc/doc.ts';
import { digestPost, feedNotice, importReport, storyPost } from '../doc/views.ts';
import type { Delivery, Translate } from '../model.ts';
import { articlesByIds } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import { failedFeeds, importState } from '../store/imports.ts';
import { isNotice, noticesOf } from '../store/notices.ts';

export function createDocOf(deps: {
	readonly db: Db;
	translator(locale: string): Translate;
	now(): number;
}): (delivery: Delivery) => Promise<Doc | undefined> {
	/** Without a file: a channel may take none, and a post is one message. */
	async function report(id: string, t: Translate): Promise<Doc | undefined> {
		const state = await importState(deps.db, id);
		return state && importReport({ ...state, failures: await failedFeeds(deps.db, id) }, t, 'message');
	}

	return async (delivery) => {
		const t = deps.translator(delivery.locale);
		const imported = /^import:(.+)$/.exec(delivery.subject)?.[1];
		if (imported !== undefined) return report(imported, t);
		if (isNotice(delivery)) return feedNotice(await noticesOf(deps.db, delivery), t, deps.now());
		const articles = await articlesByIds(deps.db, delivery.articleIds);
		const [first] = articles;
		if (!first) return undefined;
		return delivery.subject.startsWith('story:')
			? storyPost(first, t, deps.now())
			: digestPost(articles, t, deps.now());
	};
}
