/**
 * Why a feed cannot be read, and what is done about it. Rules:
 * 1. One table: how long to wait before asking again, and when the channels that follow are told.
 * 2. A feed's channels are told once for each row of failures, and once more when it ends for good.
 * 3. Two 410s on different days end a feed: a single one may be a slip of the publisher.
 */
import { type FeedError, FetchError, TROUBLES, type Trouble } from '../errors.ts';
import type { Feed } from '../model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Plan {
	/** The first pause, in times of the lower bound; it doubles with each failure. */
	readonly times: number;
	/** The shortest pause whatever the bounds, ms. */
	readonly atLeast: number;
	/** How long it lasts before the channels are told, ms. */
	readonly tellAfter: number;
	/** No request reached the publisher: the fault may be with our own network. */
	readonly isNetwork: boolean;
}

const plan = (times: number, tellAfterDays: number, more: Partial<Plan> = {}): Plan => ({
	times,
	atLeast: 0,
	tellAfter: tellAfterDays * DAY,
	isNetwork: false,
	...more,
});

const PLANS: Readonly<Record<Trouble, Plan>> = {
	dns: plan(2, 3, { isNetwork: true }),
	connect: plan(2, 3, { isNetwork: true }),
	tls: plan(2, 3, { isNetwork: true }),
	certificate: plan(4, 3),
	// The answer may have been on its way for long.
	timeout: plan(4, 3, { isNetwork: true }),
	server: plan(2, 3),
	refused: plan(4, 3),
	missing: plan(4, 3),
	'not-a-feed': plan(4, 3),
	charset: plan(4, 3),
	redirects: plan(4, 3),
	forbidden: plan(8, 1),
	challenge: plan(8, 1),
	address: plan(8, 1),
	private: plan(8, 1),
	// Each try costs the publisher a large document.
	'too-large': plan(16, 3),
	'too-slow': plan(16, 3),
	// It says itself that it will pass: told only where it does not.
	crowded: plan(2, 7, { atLeast: 30 * MINUTE }),
	// The second look is for another day; told when it ends.
	gone: plan(2, 0, { atLeast: DAY }),
};

export const planOf = (trouble: Trouble): Plan => PLANS[trouble];

const isTrouble = (problem: string): problem is Trouble => TROUBLES.some((trouble) => trouble === problem);

function ofStatus(status: number): Trouble {
	if (status === 410) return 'gone';
	if (status === 404) return 'missing';
	if (status === 401 || status === 403 || status === 407 || status === 451) return 'forbidden';
	if (status === 429 || status === 503) return 'crowded';
	return status >= 500 ? 'server' : 'refused';
}

export function troubleOf(error: FetchError | FeedError): Trouble {
	if (error instanceof FetchError && error.problem === 'status') return ofStatus(error.status ?? 0);
	if (error.problem.startsWith('tls-')) return 'certificate';
	if (error.problem === 'robots') return 'forbidden';
	if (error.problem === 'resting') return 'crowded';
	return isTrouble(error.problem) ? error.problem : 'refused';
}

/** The host asked to be left alone, now or a while ago. */
export const wantsRest = (error: FetchError): boolean => troubleOf(error) === 'crowded';

/** Nobody was reached: the fault may be with our own network. */
export const isNetworkFailure = (error: FetchError | FeedError): boolean => PLANS[troubleOf(error)].isNetwork;

/** What a failure makes of the feed. */
export interface Failing {
	readonly trouble: Trouble;
	readonly failingSince: number;
	readonly goneAt?: number;
	readonly endedAt?: number;
	/** The trouble to tell now. */
	readonly tell?: Trouble;
}

const dayOf = (at: number): number => Math.floor(at / DAY);
/** 'Another day' is no matter of minutes around midnight. */
const NIGHT = 12 * HOUR;

export function afterFailure(
	feed: Pick<Feed, 'failingSince' | 'goneAt' | 'told'>,
	trouble: Trouble,
	now: number,
): Failing {
	const failingSince = feed.failingSince ?? now;
	const isGone = trouble === 'gone';
	const goneAt = isGone ? (feed.goneAt ?? now) : undefined;
	const ends = goneAt !== undefined && dayOf(now) > dayOf(goneAt) && now - goneAt >= NIGHT;
	const isTime = isGone ? ends : feed.told === undefined && now - failingSince >= PLANS[trouble].tellAfter;
	return {
		trouble,
		failingSince,
		...(goneAt !== undefined && { goneAt }),
		...(ends && { endedAt: now }),
		...(isTime && { tell: trouble }),
	};
}
