/**
 * One story to many channels through the real relay and a real SQLite, against a platform that counts every
 * request in a strict sliding window. Prints the time against the platform's own floor (all of its limit used
 * from the first moment), and how many requests it would have refused.
 * Usage: node bench/pace.ts [channels, default 500] [round trip in ms, default 100]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Adapter } from '../src/adapters/adapter.ts';
import { doc, heading } from '../src/doc/doc.ts';
import type { ChannelRef, Platform } from '../src/model.ts';
import { startRelay } from '../src/outbox/relay.ts';
import { openDatabase } from '../src/store/db.ts';
import { planDeliveries } from '../src/store/deliveries.ts';

const CHANNELS = Number(process.argv[2] ?? 500);
const ROUND_TRIP_MS = Number(process.argv[3] ?? 100);
const WINDOW_MS = 1_000;
/** Requests a second that the platforms name. */
const LIMIT: Readonly<Record<'discord' | 'telegram', number>> = { discord: 50, telegram: 30 };

function countingPlatform(platform: Platform, limit: number) {
	const arrivals: number[] = [];
	let refused = 0;
	const all = Promise.withResolvers<void>();
	const adapter: Adapter = {
		platform,
		repeatWindow: 0,
		start: async () => {},
		stop: async () => {},
		async send({ key }) {
			await pause((ROUND_TRIP_MS / 2) * (0.5 + Math.random()));
			const at = performance.now();
			if (arrivals.filter((other) => other > at - WINDOW_MS).length >= limit) refused++;
			arrivals.push(at);
			await pause((ROUND_TRIP_MS / 2) * (0.5 + Math.random()));
			if (arrivals.length === CHANNELS) all.resolve();
			return { messageId: key };
		},
	};
	return { adapter, all: all.promise, refused: () => refused };
}

async function measure(platform: 'discord' | 'telegram'): Promise<void> {
	const dataDir = await mkdtemp(join(tmpdir(), 'depeche-'));
	const { db, close } = await openDatabase({ dataDir });
	const now = Date.now();
	const channels = Array.from({ length: CHANNELS }, (_, n): ChannelRef => `${platform}:${n + 1}`);
	const story = { subject: 'story:a', articleIds: ['a'], locale: 'en', dueAt: now, plannedAt: now };
	await planDeliveries(
		db,
		channels.map((channel) => ({ id: channel, channel, ...story })),
	);
	const { adapter, all, refused } = countingPlatform(platform, LIMIT[platform]);
	const silent = () => {};
	const began = performance.now();
	const relay = startRelay({
		db,
		adapters: [adapter],
		docOf: async () => doc(heading('a')),
		log: { debug: silent, info: silent, warn: silent, error: console.error },
	});
	await all;
	const seconds = (performance.now() - began) / 1_000;
	const floor = Math.ceil(CHANNELS / LIMIT[platform]) - 1;
	await relay.stop();
	await close();
	await rm(dataDir, { recursive: true });
	console.log(
		`${platform}: ${CHANNELS} channels, ${ROUND_TRIP_MS} ms round trip: ${seconds.toFixed(1)} s, floor ${floor} s, ratio ${(seconds / floor).toFixed(2)}, over the limit ${refused()}`,
	);
}

await Promise.all([measure('discord'), measure('telegram')]);
