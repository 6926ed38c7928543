/** What the relay's tests stand on: a real SQLite, a clock that they move, a platform that does as it is told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Adapter, Outgoing } from '../../src/adapters/adapter.ts';
import { doc, heading } from '../../src/doc/doc.ts';
import { SendError, type SendOutcome } from '../../src/errors.ts';
import type { ChannelRef } from '../../src/model.ts';
import { type Relay, startRelay, type Timer } from '../../src/outbox/relay.ts';
import { type Db, openDatabase } from '../../src/store/db.ts';
import { planDeliveries } from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { deliveryById } from '../store/look.ts';

export const START = Date.UTC(2026, 10, 22, 12);

export interface Clock extends Timer {
	now(): number;
	pass(ms: number): void;
	/** Moves on in steps, with room for real work between them, until the condition holds. */
	passUntil(condition: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
}

export function createClock(): Clock {
	let time = 0;
	const timers = new Set<{ at: number; run: () => void }>();
	const pass = (ms: number): void => {
		time += ms;
		for (const timer of [...timers]) {
			if (timer.at <= time && timers.delete(timer)) timer.run();
		}
	};
	return {
		now: () => START + time,
		steady: () => time,
		after(ms, run) {
			const timer = { at: time + ms, run };
			timers.add(timer);
			return () => timers.delete(timer);
		},
		pass,
		async passUntil(condition, stepMs = 250) {
			await vi.waitFor(
				async () => {
					if (await condition()) return;
					pass(stepMs);
					throw new Error('not yet');
				},
				{ timeout: 10_000, interval: 2 },
			);
		},
	};
}

/** How the platform takes one send. */
export type Take =
	| 'accept'
	| 'accept, answer lost' // posted, and no answer ever comes (the process dies waiting)
	| 'swallow' // not posted, and no answer ever comes
	| { readonly outcome: SendOutcome; readonly posted?: boolean }
	| { readonly bug: Error };

export interface Platform extends Adapter {
	/** Every attempt, in order. */
	readonly attempts: { readonly key: string; readonly channel: ChannelRef; readonly at: number }[];
	/** Channel → keys of the messages that stand there, copies included. */
	readonly posts: Map<ChannelRef, string[]>;
	readonly looks: { readonly key: string; readonly at: number }[];
}

export function createPlatform(
	clock: Clock,
	options: {
		readonly takes?: readonly Take[];
		readonly repeatWindow?: number;
		/** Answers of `find`; without it the adapter cannot look. */
		readonly find?: 'honest' | 'blind' | 'fails once';
		/** What an earlier process left standing. */
		readonly posts?: Map<ChannelRef, string[]>;
	} = {},
): Platform {
	const takes = [...(options.takes ?? [])];
	const posts = options.posts ?? new Map<ChannelRef, string[]>();
	const attempts: Platform['attempts'] = [];
	const looks: Platform['looks'] = [];
	const repeatWindow = options.repeatWindow ?? 0;
	const firstSeen = new Map<string, number>();

	function post({ key, channel }: Outgoing): { messageId: string } {
		const standing = posts.get(channel) ?? [];
		const known = firstSeen.get(key) ?? Number.NEGATIVE_INFINITY;
		const isRepeat = standing.includes(key) && clock.now() - known < repeatWindow;
		if (!isRepeat) {
			firstSeen.set(key, clock.now());
			posts.set(channel, [...standing, key]);
		}
		return { messageId: `m-${key}` };
	}
	for (const keys of posts.values()) for (const key of keys) firstSeen.set(key, clock.now());

	return {
		platform: 'discord',
		repeatWindow,
		attempts,
		posts,
		looks,
		start: async () => {},
		stop: async () => {},
		async send(message) {
			attempts.push({ key: message.key, channel: message.channel, at: clock.now() });
			if (message.doc.mark !== message.key) throw new Error('a post must carry its mark');
			const take = takes.shift() ?? 'accept';
			if (take === 'accept') return post(message);
			if (take === 'accept, answer lost') {
				post(message);
				return new Promise(() => {});
			}
			if (take === 'swallow') return new Promise(() => {});
			if ('bug' in take) throw take.bug;
			if (take.posted === true) post(message);
			throw new SendError(take.outcome);
		},
		...(options.find && {
			async find(message: Outgoing) {
				looks.push({ key: message.key, at: clock.now() });
				if (options.find === 'blind') return undefined;
				if (options.find === 'fails once' && looks.length === 1) throw new TypeError('fetch failed');
				const stands = posts.get(message.channel)?.includes(message.key) ?? false;
				return stands ? { messageId: `m-${message.key}` } : 'absent';
			},
		}),
	};
}

export interface Newsroom {
	readonly db: Db;
	readonly clock: Clock;
	/** Plans posts as `channel/subject`, in this order; the id of each is that name. */
	plan(...names: readonly string[]): Promise<void>;
	state(name: string): Promise<string | undefined>;
	run(adapter: Adapter, more?: Partial<Parameters<typeof startRelay>[0]>): Relay;
	close(): Promise<void>;
}

export async function openNewsroom(): Promise<Newsroom> {
	const dataDir = await mkdtemp(join(tmpdir(), 'depeche-'));
	const { db, close } = await openDatabase({ dataDir });
	const clock = createClock();
	const silent = { debug() {}, info() {}, warn() {}, error() {} };
	await ensureFeed(db, { id: 'f1', url: 'https://harbour.example/feed', title: 'Harbour Post' }, START);
	const channelOf = (name: string): ChannelRef => `discord:${name.split('/')[0]}`;
	return {
		db,
		clock,
		async plan(...names) {
			for (const name of names) {
				const channel = channelOf(name);
				await putSubscription(db, {
					id: channel,
					channel,
					feedId: 'f1',
					pace: 'live',
					locale: 'en',
					createdAt: START,
				});
				const at = clock.now();
				const subject = `story:${name}`;
				await planDeliveries(db, [
					{ id: name, channel, subject, articleIds: ['a'], locale: 'en', dueAt: at, plannedAt: at },
				]);
			}
		},
		state: async (name) => (await deliveryById(db, name))?.state,
		run: (adapter, more) =>
			startRelay({
				db,
				adapters: [adapter],
				docOf: async (delivery) => doc(heading(delivery.subject)),
				log: silent,
				now: clock.now,
				timer: clock,
				...more,
			}),
		async close() {
			await close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}
