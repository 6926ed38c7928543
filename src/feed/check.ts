/**
 * What an answer means for its feed. Rules:
 * 1. 304, an empty document, the same ETag or the same bytes as last time: nothing is new, nothing is parsed.
 * 2. What is kept of such an answer is what it renews: a 304's headers count, but an empty document's validators
 *    stand for nothing, and a body that was not read leaves the hash of the one that was.
 * 3. Directives are the last ones heard: of headers that are absent from a 304, and of a document not parsed, the
 *    old ones count on.
 */
import { createHash } from 'node:crypto';
import type { Directives, Feed, Habits, ParsedFeed, Validators } from '../model.ts';
import { freshFor } from './directives.ts';
import type { Fetched } from './fetch.ts';
import { isProven, nextMove } from './moves.ts';
import { type Bounds, nextCheck } from './schedule.ts';

export type Verdict = { readonly isNew: boolean; readonly validators: Validators };

export function judge(feed: Pick<Feed, 'validators' | 'fetchedAt'>, fetched: Fetched): Verdict {
	const { validators: known, fetchedAt } = feed;
	const isRead = fetchedAt !== undefined;
	if (fetched.status === 304) return { isNew: false, validators: { ...known, ...fetched.validators } };
	if (isRead && fetched.body.length === 0) return { isNew: false, validators: known };
	const { etag, url } = fetched.validators;
	const bodyHash = createHash('sha256').update(fetched.body).digest('hex');
	const hasSameTag = isRead && etag !== undefined && etag === known.etag && url === known.url;
	if (!hasSameTag && bodyHash !== known.bodyHash)
		return { isNew: true, validators: { ...fetched.validators, bodyHash } };
	const keptHash = known.bodyHash === undefined ? {} : { bodyHash: known.bodyHash };
	return { isNew: false, validators: { ...fetched.validators, ...keptHash } };
}

const SECOND = 1000;

function directivesOf(
	before: Directives,
	{ headers, status }: Fetched,
	parsed: ParsedFeed | undefined,
	now: number,
): Directives {
	const { freshFor: oldFresh, ...oldDocument } = before;
	const isSilent = headers['cache-control'] === undefined && headers.expires === undefined;
	const fresh = status === 304 && isSilent ? oldFresh : freshFor(headers, now);
	return {
		...(fresh !== undefined && { freshFor: fresh }),
		...(parsed === undefined
			? oldDocument
			: {
					...(parsed.ttlSeconds !== undefined && { ttl: parsed.ttlSeconds * SECOND }),
					...(parsed.skipHours !== undefined && { skipHours: parsed.skipHours }),
					...(parsed.skipDays !== undefined && { skipDays: parsed.skipDays }),
				}),
	};
}

/** What the store learns from a successful check. */
export interface Checked {
	readonly record: {
		readonly title?: string;
		readonly siteUrl?: string;
		readonly language?: string;
		readonly validators: Validators;
		readonly fetchedAt: number;
		readonly nextCheckAt: number;
		readonly notBefore: number;
		readonly habits: Habits;
	};
	/** The address it has moved to, for good. */
	readonly movedTo?: string;
}

export function conclude(input: {
	readonly feed: Feed;
	readonly fetched: Fetched;
	readonly validators: Validators;
	/** Unset where nothing was new. */
	readonly parsed: ParsedFeed | undefined;
	/** How many of its items were seen before. */
	readonly known: number;
	readonly bounds: Bounds;
	readonly spread: number;
	readonly now: number;
}): Checked {
	const { feed, fetched, validators, parsed, known, bounds, spread, now } = input;
	const directives = directivesOf(feed.habits?.directives ?? {}, fetched, parsed, now);
	const isFirst = feed.fetchedAt === undefined;
	const { at, notBefore, rhythm } = nextCheck({
		now,
		before: isFirst ? undefined : feed.habits,
		items: parsed?.items,
		news: parsed === undefined || isFirst ? 0 : parsed.items.length - known,
		hasValidators: validators.etag !== undefined || validators.lastModified !== undefined,
		directives,
		bounds,
		spread,
	});
	const showsKnown = parsed === undefined ? !isFirst : known > 0;
	const move = nextMove(feed.habits?.move, fetched.permanent, showsKnown, now);
	const isMoved = isProven(move, now);
	return {
		record: {
			...(parsed?.title !== undefined && { title: parsed.title }),
			...(parsed?.siteUrl !== undefined && { siteUrl: parsed.siteUrl }),
			...(parsed?.language !== undefined && { language: parsed.language }),
			validators: isMoved ? ownValidators(validators, move.to) : validators,
			fetchedAt: now,
			nextCheckAt: at,
			notBefore,
			habits: { directives, rhythm, ...(move !== undefined && !isMoved && { move }) },
		},
		...(isMoved && { movedTo: move.to }),
	};
}

/** The new address' own validators are its own from now on; of another, only the hash of the body stays. */
function ownValidators({ url, bodyHash, ...rest }: Validators, movedTo: string): Validators {
	return { ...(url === movedTo && rest), ...(bodyHash !== undefined && { bodyHash }) };
}
