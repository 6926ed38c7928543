/** A bot of three commands on the stand-in: what the adapter tests talk to. */

import type { Adapter, Call, Reply } from '../../../src/adapters/adapter.ts';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { type Command, command } from '../../../src/core/command.ts';
import { type Doc, doc, notice, text } from '../../../src/doc/doc.ts';
import type { Log } from '../../../src/log.ts';
import { type DiscordStandIn, startDiscord } from '../../stand-ins/discord/index.ts';

const base = {
	reply: 'public',
	access: 'everyone',
	onMessage: false,
	options: {},
	run: async () => doc(),
} as const;
export const commands: readonly Command[] = [
	command({
		...base,
		name: 'summary',
		onMessage: true,
		options: { article: { type: 'text', required: false } },
	}),
	command({ ...base, name: 'latest', options: { count: { type: 'integer', min: 1, max: 20, default: 5 } } }),
	command({
		...base,
		name: 'follow',
		access: 'manager',
		reply: 'private',
		options: {
			pace: { type: 'choice', choices: ['live', 'daily'], default: 'live' },
			address: { type: 'text', required: true },
		},
	}),
];
export const texts = new Map([
	['en', (key: string) => `${key} (en)`],
	['fr', (key: string) => `${key} (fr)`],
]);

export interface Newsroom {
	readonly discord: DiscordStandIn;
	readonly adapter: Adapter;
	/** Every call, in order. */
	readonly calls: Call[];
	/** Every line of the log, as one text. */
	readonly logged: string[];
	/** What the bot says next; by default what it was asked. */
	answerWith(answer: (call: Call) => Promise<Reply> | Reply): void;
}

export const echo = (call: Call): Reply => ({
	doc: doc(text(`${call.command} ${JSON.stringify(call.input)}`)),
	private: false,
});
export const refusal: Reply = {
	doc: doc(notice('warning', 'Only who manages this channel can do that.')),
	private: true,
};

export function collectingLog(logged: string[]): Log {
	const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
	return { debug: write, info: write, warn: write, error: write };
}

export async function openNewsroom(options: Parameters<typeof startDiscord>[0] = {}): Promise<Newsroom> {
	const discord = await startDiscord(options);
	const calls: Call[] = [];
	const logged: string[] = [];
	const adapter = createDiscord({
		token: discord.token,
		apiUrl: discord.apiUrl,
		texts,
		log: collectingLog(logged),
	});
	let answer: (call: Call) => Promise<Reply> | Reply = echo;
	await adapter.start(commands, async (call) => {
		calls.push(call);
		return answer(call);
	});
	return {
		discord,
		adapter,
		calls,
		logged,
		answerWith(next) {
			answer = next;
		},
	};
}

/** The post of a delivery, whose buttons carry its key. */
export const post = (key: string, title = `Story ${key}`): Doc => ({
	blocks: [
		{
			kind: 'story',
			story: {
				title,
				url: `https://harbour.example/${key}`,
				source: 'The Harbour Post',
				time: { at: Date.UTC(2026, 4, 17), fallback: '17 May' },
			},
		},
	],
	actions: [{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: 'a1' } }],
	mark: key,
});
