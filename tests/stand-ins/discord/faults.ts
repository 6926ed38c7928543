/** What may go wrong with a post, and the answers that say so. */
import type { Answer as HttpAnswer } from './http.ts';
import type { Refusal } from './rate-limits.ts';

/**
 * 'lost-answer': taken, then the socket breaks. 'cut-answer': taken, the answer breaks off in the middle.
 * 'refused': the socket breaks before anything is taken. A number: that status, nothing taken.
 */
export type Fault =
	| 'lost-answer'
	| 'cut-answer'
	| 'refused'
	| number
	| { readonly status: number; readonly code: number; readonly message?: string }
	| { readonly retryAfter: number; readonly scope: 'global' | 'shared' | 'user' };

export function tooMany({ retryAfter, global }: Refusal, scope = global ? 'global' : 'user'): HttpAnswer {
	return {
		status: 429,
		headers: {
			'retry-after': String(Math.max(1, Math.ceil(retryAfter))),
			'x-ratelimit-scope': scope,
			...(global && { 'x-ratelimit-global': 'true' }),
		},
		body: { message: 'You are being rate limited.', retry_after: retryAfter, global },
	};
}

export function faultAnswer(fault: Exclude<Fault, 'lost-answer' | 'cut-answer'>): HttpAnswer {
	if (fault === 'refused') return { status: 0, breakOff: 'before' };
	if (fault === 429) return tooMany({ retryAfter: 1, global: false }, 'shared');
	if (typeof fault === 'number')
		return {
			status: fault,
			body: { message: `${fault}: ${fault < 500 ? 'Refused' : 'Server Error'}`, code: 0 },
		};
	if ('retryAfter' in fault)
		return tooMany({ retryAfter: fault.retryAfter, global: fault.scope === 'global' }, fault.scope);
	return { status: fault.status, body: { code: fault.code, message: fault.message ?? `Code ${fault.code}` } };
}
