/**
 * One feed that many channels of both platforms follow, and the books on what became of its articles. Rules:
 * 1. Subscriptions are written through the store, as a command would; the rest is the program's own work.
 * 2. Every article is an event of its own: its words are invented, so no two of them make one story.
 * 3. The platforms are asked first: a post is what stands in a channel. The database says what Depeche believes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articleIdOf, feedIdOf } from '../../src/feed/identity.ts';
import { shortId } from '../../src/id.ts';
import type { ChannelRef, DeliveryState } from '../../src/model.ts';
import { openDatabase } from '../../src/store/db.ts';
import { inFlight } from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { startDiscord } from '../stand-ins/discord/index.ts';
import { startPublisher } from '../stand-ins/publisher.ts';
import { type Chat, startTelegram } from '../stand-ins/telegram/index.ts';
import { openOutlet, type Piece } from './outlet.ts';
import { type Program, until } from './program.ts';
import { settingsFor } from './settings.ts';

/** What one platform's channels and rows say about all articles so far. */
export interface Account {
	readonly platform: 'discord' | 'telegram';
	/** Channels × articles. */
	readonly planned: number;
	/** Of these, how many stand in their channel exactly once. */
	readonly once: number;
	/** They stand there more than once. */
	readonly doubled: number;
	/** They do not stand there, and Depeche neither says so nor is about to send them. */
	readonly lost: number;
	/** Depeche says that it does not know: those that stand in their channel, and those that do not. */
	readonly unknown: { readonly arrived: number; readonly absent: number };
	/** Their rows wait, or are in flight. */
	readonly waiting: number;
}

export interface FanOut {
	readonly environment: Readonly<Record<string, string>>;
	/** Puts the next article into the feed. */
	publish(): void;
	/** Messages that stand in all channels. */
	arrived(): number;
	/** When every article is planned for every channel, and nothing is due or in flight any more. */
	settled(program: Program, withinMs?: number): Promise<void>;
	/** Posts of Telegram whose attempt has no answer in the books. The program must not run. */
	inDoubt(): Promise<number>;
	/** Reads the books. The program must not run. */
	accounts(): Promise<readonly Account[]>;
	/** What the platforms complain about: refusals that a careful bot does not cause, wrong requests. */
	complaints(): { readonly avoidable: number; readonly wrong: readonly string[] };
	close(): Promise<void>;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let bits = Math.imul(state ^ (state >>> 15), 1 | state);
		bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
		return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
	};
}

const SYLLABLES =
	'ba dor el fin gra hul ist kem lo mar nev ost pra quil ren sto tev ulm vor wex yan zil'.split(' ');

/** An article of invented words, always the same for its number. */
function invent(number: number): Piece {
	const random = createRandom(number * 7919);
	const syllable = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '';
	const word = (): string => syllable() + syllable() + syllable();
	const sentence = (): string =>
		`The ${word()} ${word()} of ${word()} was ${word()} by the ${word()}, and the ${word()} will ${word()} it for ${word()}.`;
	return {
		slug: `dispatch-${number}`,
		title: `Dispatch ${number}: ${word()} ${word()} ${word()} ${word()}`,
		paragraphs: [sentence(), `${sentence()} ${sentence()}`, sentence()],
		minutesAgo: 0,
	};
}

const GUILD_SIZE = 50;
const CHAT_TYPES = ['supergroup', 'channel', 'private'] as const;

/** @param channels how many on each platform. */
export async function openFanOut(channels: number): Promise<FanOut> {
	const dataDir = mkdtempSync(join(tmpdir(), 'depeche-'));
	const names = Array.from({ length: channels }, (_, index) => `news-${index + 1}`);
	const discord = await startDiscord({
		guilds: Array.from({ length: Math.ceil(channels / GUILD_SIZE) }, (_, guild) => ({
			name: `Community ${guild + 1}`,
			channels: names.slice(guild * GUILD_SIZE, (guild + 1) * GUILD_SIZE),
		})),
	});
	const telegram = await startTelegram();
	const publisher = await startPublisher();
	const rooms = names.map((name) => discord.channel(name));
	const chats = names.map(
		(title, index): Chat =>
			telegram.chat({ type: CHAT_TYPES[index % CHAT_TYPES.length] ?? 'supergroup', title }),
	);
	const outlet = openOutlet(publisher, 'courier', 'The Averil Courier', 'en');
	const pieces: Piece[] = [];

	/** Every channel with the words that stand in it. */
	const places: readonly { readonly channel: ChannelRef; readonly texts: () => readonly string[] }[] = [
		...rooms.map((room) => ({
			channel: `discord:${room.id}` as const,
			texts: () => room.messages.map(({ text }) => text),
		})),
		...chats.map((chat) => ({
			channel: `telegram:${chat.id}` as const,
			texts: () => telegram.messages(chat).map(({ text }) => text),
		})),
	];

	async function withStore<T>(work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>) {
		const { db, close } = await openDatabase({ dataDir });
		return await work(db).finally(close);
	}

	await withStore(async (db) => {
		const now = Date.now();
		const feedId = feedIdOf(outlet.feedUrl);
		await ensureFeed(db, { id: feedId, url: outlet.feedUrl, title: 'The Averil Courier' }, now);
		for (const { channel } of places) {
			const id = shortId('subscription', channel, feedId);
			await putSubscription(db, { id, channel, feedId, pace: 'live', locale: 'en', createdAt: now });
		}
	});

	return {
		environment: settingsFor(discord, telegram, dataDir),
		publish() {
			const piece = invent(pieces.length + 1);
			pieces.push(piece);
			outlet.publish(piece);
		},
		arrived: () =>
			rooms.reduce((sum, { messages }) => sum + messages.length, 0) +
			chats.reduce((sum, chat) => sum + telegram.messages(chat).length, 0),
		settled: (program, withinMs = 60_000) =>
			until(
				'the end of the fan-out',
				async () => {
					const { due, sending, sent, gone, rejected, unknown } = await program.health();
					const ended = sent + gone + rejected + unknown;
					return due + sending === 0 && ended === pieces.length * places.length;
				},
				{ everyMs: 100, withinMs },
			),
		inDoubt: () => withStore(async (db) => (await inFlight(db, 'telegram')).length),
		async accounts() {
			const rows = await withStore((db) =>
				db.selectFrom('deliveries').select(['channel', 'article_ids', 'state']).execute(),
			);
			const states = new Map(rows.map((row) => [`${row.channel} ${row.article_ids}`, row.state]));
			const numbered = pieces.map(({ slug, title }) => ({
				articleIds: JSON.stringify([articleIdOf(outlet.url(slug))]),
				opening: title.slice(0, title.indexOf(':') + 1),
			}));
			const found = places.flatMap(({ channel, texts }) => {
				const standing = texts();
				return numbered.map(({ articleIds, opening }) => ({
					channel,
					state: states.get(`${channel} ${articleIds}`),
					copies: standing.filter((text) => text.includes(opening)).length,
				}));
			});
			return (['discord', 'telegram'] as const).map((platform) =>
				account(
					platform,
					found.filter(({ channel }) => channel.startsWith(platform)),
				),
			);
		},
		complaints: () => ({
			avoidable: discord.avoidable + telegram.avoidable,
			wrong: [
				...discord.violations,
				...telegram.violations,
				...discord.unknownRoutes,
				...telegram.unknownRoutes,
			],
		}),
		async close() {
			await Promise.all([discord.close(), telegram.close(), publisher.close()]);
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

function account(
	platform: Account['platform'],
	posts: readonly { readonly state: DeliveryState | undefined; readonly copies: number }[],
): Account {
	const count = (wanted: (post: (typeof posts)[number]) => boolean): number => posts.filter(wanted).length;
	const isOpen = (state: DeliveryState | undefined): boolean => state === 'due' || state === 'sending';
	return {
		platform,
		planned: posts.length,
		once: count(({ copies }) => copies === 1),
		doubled: count(({ copies }) => copies > 1),
		lost: count(({ state, copies }) => copies === 0 && state !== 'unknown' && !isOpen(state)),
		unknown: {
			arrived: count(({ state, copies }) => state === 'unknown' && copies > 0),
			absent: count(({ state, copies }) => state === 'unknown' && copies === 0),
		},
		waiting: count(({ state }) => isOpen(state)),
	};
}
