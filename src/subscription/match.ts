/**
 * Does a subscription want an article? Rules:
 * 1. A paused channel wants nothing.
 * 2. Without a filter everything of the feed is wanted. Which feed brought the article is the caller's
 *    knowledge: the same article may come through several feeds and keeps the first as its own.
 */
import type { Subscription } from '../model.ts';
import { type Filterable, matches, parseFilter } from './filter.ts';

export function wants(
	subscription: Pick<Subscription, 'filter' | 'pausedReason'>,
	article: Filterable,
): boolean {
	if (subscription.pausedReason !== undefined) return false;
	return subscription.filter === undefined || matches(parseFilter(subscription.filter), article);
}
