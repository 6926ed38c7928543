/**
 * Feeds to choose from, kept for the button that is pressed later. Rules:
 * 1. A button is too small for an address: it carries a token, and the cache keeps what it stands for, with the
 *    pace and the filter that were given. It outlives a restart, and is gone after a day.
 * 2. A token counts in the channel that was asked. A bare number counts in the channel's last question; what is
 *    no whole number is no answer, and no address either while a question is open.
 * 3. What is given with the answer stands above what was given with the question.
 */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { shortId } from '../id.ts';
import type { ChannelRef, Pace } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import type { Choice } from './news.ts';

const KEPT_MS = 24 * 60 * 60 * 1_000;
/** A number as somebody types it, whole or not, but no IPv4 address written out. */
const NUMBER = /^[-+]?(?:0x[\da-f][\da-f.]{0,40}|\d[\d.,]{0,40})$/i;
const FULL_ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const TOKEN = /^pick-([0-9a-v]{13})-(\d{1,2})$/;

const Kept = z.object({
	channel: z.string(),
	urls: z.array(z.string()),
	pace: z.enum(['live', 'daily']).exactOptional(),
	filter: z.string().exactOptional(),
});

/** Of an order to follow: how, beside what. */
export interface Manner {
	readonly pace: Pace | undefined;
	readonly filter: string | undefined;
}

const lastKey = (channel: ChannelRef): string => `choices-of:${channel}`;
const keyOf = (id: string): string => `choices:${id}`;

export async function keepChoices(
	cache: Cache,
	channel: ChannelRef,
	feeds: readonly { readonly url: string; readonly title: string }[],
	{ pace, filter }: Manner,
): Promise<readonly Choice[]> {
	const urls = feeds.map(({ url }) => url);
	const id = shortId('choices', channel, ...urls, pace ?? '', filter ?? '');
	const kept = {
		channel,
		urls,
		...(pace !== undefined && { pace }),
		...(filter !== undefined && { filter }),
	};
	await cache.set(keyOf(id), kept, KEPT_MS);
	await cache.set(lastKey(channel), id, KEPT_MS);
	return feeds.map((feed, place) => ({ ...feed, token: `pick-${id}-${place + 1}` }));
}

/**
 * What the answer to a question stands for; undefined where it is no answer.
 * @throws UserError for an answer to a question that is no longer known.
 */
export async function chosen(
	cache: Cache,
	channel: ChannelRef,
	answer: string,
	{ pace, filter }: Manner,
): Promise<(Manner & { readonly url: string }) | undefined> {
	const number = /^#?(\d{1,2})\.?$/.exec(answer)?.[1];
	const [, token, place = number] = TOKEN.exec(answer) ?? [];
	const isNumber = NUMBER.test(answer) && !FULL_ADDRESS.test(answer);
	if (place === undefined && !isNumber) return undefined;
	const id = token ?? (await cache.get(lastKey(channel)));
	const kept = Kept.safeParse(typeof id === 'string' ? await cache.get(keyOf(id)) : undefined);
	if (!kept.success || kept.data.channel !== channel) {
		// An address, perhaps: whoever reads those says what is wrong with it.
		if (place === undefined) return undefined;
		const phrase = token === undefined ? 'problem-choice-none' : 'problem-choice-old';
		throw new UserError(phrase, { exampleKey: 'example-follow' });
	}
	const url = place === undefined ? undefined : kept.data.urls[Number(place) - 1];
	if (url === undefined) throw new UserError('problem-choice-number', { count: kept.data.urls.length });
	return { url, pace: pace ?? kept.data.pace, filter: filter ?? kept.data.filter };
}
