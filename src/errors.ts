/**
 * Errors with a remedy. Rules:
 * 1. A class exists only where somebody decides by it.
 * 2. What a person reads comes from locales: a UserError names the phrase, never the words.
 * 3. No message carries a token or the body of a request.
 */

/** A person can mend this: shown as a notice in the chat. `phrase` is a key of locales/*.ftl. */
export class UserError extends Error {
	override readonly name = 'UserError';
	readonly phrase: string;
	readonly values: Readonly<Record<string, string | number>>;
	constructor(phrase: string, values: Readonly<Record<string, string | number>> = {}) {
		super(phrase);
		this.phrase = phrase;
		this.values = values;
	}
}

export type FetchProblem =
	| 'address' // not an http(s) address
	| 'private' // leads to a private or loopback network
	| 'dns'
	| 'connect'
	| 'tls' // no secure connection can be agreed on
	| 'tls-expired' // the certificate is out of date, or not yet valid
	| 'tls-host' // the certificate is another host's
	| 'tls-untrusted' // nobody we trust vouches for the certificate
	| 'timeout'
	| 'status'
	| 'resting' // not asked: the host wants to be left alone for `retryAfter`
	| 'challenge' // a bot wall in front of the site
	| 'too-large'
	| 'redirects'
	| 'robots'; // the site asks not to be read there

/** An address could not be read. */
export class FetchError extends Error {
	override readonly name = 'FetchError';
	readonly problem: FetchProblem;
	readonly url: string;
	readonly status: number | undefined;
	/** Milliseconds, as the publisher asked; of 'resting', what is left of it. */
	readonly retryAfter: number | undefined;
	constructor(
		problem: FetchProblem,
		url: string,
		more: { status?: number; retryAfter?: number; cause?: unknown } = {},
	) {
		super(`${problem}${more.status === undefined ? '' : ` ${more.status}`}: ${url}`, { cause: more.cause });
		this.problem = problem;
		this.url = url;
		this.status = more.status;
		this.retryAfter = more.retryAfter;
	}
}

export type FeedProblem = 'not-a-feed' | 'too-slow' | 'too-large' | 'charset';

/** The bytes are no feed that can be read. */
export class FeedError extends Error {
	override readonly name = 'FeedError';
	readonly problem: FeedProblem;
	constructor(problem: FeedProblem, detail: string) {
		super(`${problem}: ${detail}`);
		this.problem = problem;
	}
}

/** Why a feed cannot be read, as far as it makes a difference to what is done about it (feed/trouble.ts). */
export const TROUBLES = [
	'address',
	'private',
	'dns',
	'connect',
	'tls',
	'certificate',
	'timeout',
	'gone',
	'missing',
	'forbidden',
	'challenge',
	'crowded',
	'server',
	'refused',
	'redirects',
	'not-a-feed',
	'too-large',
	'too-slow',
	'charset',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * A message did not go out, named by what to do next:
 * gone = the channel cannot be reached (kicked, deleted, right taken): pause the subscription;
 * moved = the channel has a new address: follow it and send again;
 * later = certainly not sent, try again after `retryAfter`;
 * rejected = the platform refuses this message for good;
 * unknown = the answer was lost: it may have been sent.
 */
export type SendOutcome =
	| { readonly kind: 'gone'; readonly reason: string }
	| { readonly kind: 'moved'; readonly to: `${'discord' | 'telegram' | 'preview'}:${string}` }
	| {
			readonly kind: 'later';
			readonly retryAfter: number;
			readonly scope: 'channel' | 'platform';
			readonly reason: string;
	  }
	| { readonly kind: 'rejected'; readonly reason: string }
	| { readonly kind: 'unknown'; readonly reason: string };

export class SendError extends Error {
	override readonly name = 'SendError';
	readonly outcome: SendOutcome;
	constructor(outcome: SendOutcome, cause?: unknown) {
		super(`${outcome.kind}: ${outcome.kind === 'moved' ? outcome.to : outcome.reason}`, { cause });
		this.outcome = outcome;
	}
}

/** The settings are wrong: every mistake at once, each with its remedy. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
	readonly problems: readonly string[];
	constructor(problems: readonly string[]) {
		super(problems.join('\n'));
		this.problems = problems;
	}
}
