/**
 * The numbered list that a channel was shown last, so that a number means what its reader saw. Rules:
 * 1. Articles and subscriptions are counted apart: each kind has its own last list.
 * 2. A number keeps its meaning while the list behind it changes; a new list gives new numbers.
 * 3. It outlives a restart, and is gone after a day.
 */
import { z } from 'zod';
import type { ChannelRef } from '../model.ts';
import type { Cache } from '../store/cache.ts';

const KEPT_MS = 24 * 60 * 60 * 1_000;

export type ListKind = 'list' | 'following';

const Ids = z.array(z.string());
const keyOf = (kind: ListKind, channel: ChannelRef): string => `${kind}:${channel}`;

export const rememberList = (
	cache: Cache,
	kind: ListKind,
	channel: ChannelRef,
	ids: readonly string[],
): Promise<void> => cache.set(keyOf(kind, channel), [...ids], KEPT_MS);

/** Empty where none was shown. */
export async function lastList(
	cache: Cache,
	kind: ListKind,
	channel: ChannelRef,
): Promise<readonly string[]> {
	const kept = Ids.safeParse(await cache.get(keyOf(kind, channel)));
	return kept.success ? kept.data : [];
}
