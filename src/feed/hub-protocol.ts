/**
 * What subscriber and hub say to each other (WebSub, 5 to 8). Pure. Rules:
 * 1. A lease is what the hub grants, between a minute and 30 days; a hub that names none grants a day.
 * 2. A signature counts over the raw body, by any of the four methods of the specification, compared in constant
 *    time. Without one, or by another method, nothing is signed.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const MINUTE = 60;
const DAY = 86_400;
const WANTED_LEASE = 10 * DAY;
const LONGEST_CHALLENGE = 4_096;

export function hubRequest(
	mode: 'subscribe' | 'unsubscribe',
	{ callback, topic, secret }: { readonly callback: string; readonly topic: string; readonly secret: string },
): URLSearchParams {
	return new URLSearchParams({
		'hub.callback': callback,
		'hub.mode': mode,
		'hub.topic': topic,
		...(mode === 'subscribe' && { 'hub.lease_seconds': String(WANTED_LEASE), 'hub.secret': secret }),
	});
}

export type Intent =
	| {
			readonly mode: 'subscribe' | 'unsubscribe';
			readonly topic: string;
			readonly challenge: string;
			readonly leaseSeconds: number;
	  }
	| { readonly mode: 'denied'; readonly topic: string };

/** @returns undefined for what is no question of a hub. */
export function intentOf(query: URLSearchParams): Intent | undefined {
	const [mode, topic, challenge] = ['mode', 'topic', 'challenge'].map((name) => query.get(`hub.${name}`));
	if (topic === null || topic === undefined) return undefined;
	if (mode === 'denied') return { mode, topic };
	if (mode !== 'subscribe' && mode !== 'unsubscribe') return undefined;
	if (!challenge || challenge.length > LONGEST_CHALLENGE) return undefined;
	const lease = query.get('hub.lease_seconds') ?? '';
	const granted = /^\d{1,10}$/.test(lease) && Number(lease) > 0 ? Number(lease) : DAY;
	return { mode, topic, challenge, leaseSeconds: Math.min(Math.max(granted, MINUTE), 30 * DAY) };
}

const SIGNATURE = /^\s?(sha1|sha256|sha384|sha512)=([\da-f]{40,128})\s?$/i;

/** A check that is fed the body piece by piece; undefined where there is no signature to check. */
export function signatureCheck(header: string | undefined, secret: string) {
	const [, method, hex] = SIGNATURE.exec(header ?? '') ?? [];
	if (method === undefined || hex === undefined) return undefined;
	const mac = createHmac(method.toLowerCase(), secret);
	const given = Buffer.from(hex, 'hex');
	return {
		update: (chunk: Uint8Array): void => void mac.update(chunk),
		/** To be asked once, at the end. */
		isRight(): boolean {
			const expected = mac.digest();
			return given.length === expected.length && timingSafeEqual(given, expected);
		},
	};
}
