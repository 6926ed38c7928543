/**
 * A delivery as a Doc. Rules:
 * 1. The Doc is made from the store when it is sent, in the language of the delivery's channel.
 * 2. A delivery whose articles are gone has nothing to say: undefined.
 */
import type { Doc } from '../doc/doc.ts';
import { digestPost, storyPost } from '../doc/views.ts';
import type { Delivery, Translate } from '../model.ts';
import { articlesByIds } from '../store/articles.ts';
import type { Db } from '../store/db.ts';

export function createDocOf(deps: {
	readonly db: Db;
	translator(locale: string): Translate;
	now(): number;
}): (delivery: Delivery) => Promise<Doc | undefined> {
	return async (delivery) => {
		const articles = await articlesByIds(deps.db, delivery.articleIds);
		const [first] = articles;
		if (!first) return undefined;
		const t = deps.translator(delivery.locale);
		return delivery.subject.startsWith('story:')
			? storyPost(first, t, deps.now())
			: digestPost(articles, t, deps.now());
	};
}
