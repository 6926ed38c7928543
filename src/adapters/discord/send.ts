/**
 * Posting, and proving that a post arrived. Rules:
 * 1. One attempt: this client repeats nothing by itself, not even a rate limit, because the relay decides.
 * 2. The delivery's key goes along as an enforced nonce: for a few minutes Discord answers a repeat with the
 *    first message instead of a second one.
 * 3. Later the channel's own history is the proof: every button of a delivery's post carries its mark.
 *    "Absent" is said only of a history that may be read and was read to its end.
 */
import { PermissionFlagsBits, type PermissionsBitField, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { buttonsOf, decodeButton } from '../../doc/codec.ts';
import { SendError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { ChannelRef } from '../../model.ts';
import type { Adapter, Outgoing } from '../adapter.ts';
import { outcomeOf, reasonOf } from './failure.ts';
import { render } from './render.ts';
import { makeRequest } from './request.ts';

const TIME_LIMIT = 15_000;
const SOON = 5_000;
const PAGE = 100;
/** 2,000 messages since the attempt: beyond that nobody can tell at a fair price. */
const MOST_PAGES = 20;
const DISCORD_EPOCH = 1_420_070_400_000;
/** Our clock and Discord's may differ. */
const CLOCK_SKEW = 60_000;

const sent = z.object({ id: z.string() });
const history = z.array(
	z.object({ id: z.string(), author: z.object({ id: z.string() }), components: z.unknown().optional() }),
);

export interface Posting {
	send(message: Outgoing): Promise<{ readonly messageId: string }>;
	revise: NonNullable<Adapter['revise']>;
	find: NonNullable<Adapter['find']>;
	close(): void;
}

function discordChannel(ref: ChannelRef): string {
	const id = /^discord:(\d+)$/.exec(ref)?.[1];
	if (id === undefined) throw new TypeError(`Not a Discord channel: ${ref}`);
	return id;
}

const snowflakeAt = (ms: number): string =>
	String(BigInt(Math.max(0, Math.floor(ms) - DISCORD_EPOCH)) << 22n);

/** The marks on the buttons of a message, at any depth. */
function marks(component: unknown): string[] {
	if (Array.isArray(component)) return component.flatMap(marks);
	if (typeof component !== 'object' || component === null) return [];
	const code = 'custom_id' in component ? component.custom_id : undefined;
	const mark = typeof code === 'string' ? decodeButton(code)?.mark : undefined;
	return [
		...(mark === undefined ? [] : [mark]),
		...('components' in component ? marks(component.components) : []),
	];
}

export function createPosting(options: {
	readonly token: string;
	readonly api: string;
	readonly log: Log;
	/** Our own user, once connected. */
	readonly self: () => string | undefined;
	readonly permissionsIn: (channelId: string) => Readonly<PermissionsBitField> | undefined;
}): Posting {
	const rest = new REST({
		version: '10',
		api: options.api,
		retries: 0,
		makeRequest,
		timeout: TIME_LIMIT,
		rejectOnRateLimit: () => true,
	}).setToken(options.token);

	async function send(message: Outgoing): Promise<{ messageId: string }> {
		const route = Routes.channelMessages(discordChannel(message.channel));
		const [post, ...more] = render(message.doc);
		// Half a post could arrive; a marked Doc is always one message.
		if (!post || more.length > 0)
			throw new SendError({ kind: 'rejected', reason: 'a post is one message: its Doc needs a mark' });
		// A 401 makes the client forget its token; the next attempt must meet Discord again, not an empty client.
		rest.setToken(options.token);
		const { files = [], ...body } = post;
		const answer = await rest
			.post(route, {
				files: files.map(({ name, type, text }) => ({ name, contentType: type, data: Buffer.from(text) })),
				body: { ...body, nonce: message.key, enforce_nonce: true },
				// The client's own limit ends with the headers; this one also covers a body that never ends.
				signal: AbortSignal.timeout(TIME_LIMIT),
			})
			.catch((error: unknown) => {
				throw new SendError(outcomeOf(error));
			});
		const parsed = sent.safeParse(answer);
		if (!parsed.success) throw new SendError({ kind: 'unknown', reason: 'an answer without a message id' });
		return { messageId: parsed.data.id };
	}

	/** The answer to a command is a message like any other; only what one person alone sees is not. */
	const revise: Posting['revise'] = async ({ channel, messageId, doc }) => {
		const id = discordChannel(channel);
		const [first, ...more] = render(doc);
		if (!first) throw new SendError({ kind: 'rejected', reason: 'nothing to say' });
		rest.setToken(options.token);
		const request = ({ files = [], ...body }: typeof first) => ({
			files: files.map(({ name, type, text }) => ({ name, contentType: type, data: Buffer.from(text) })),
			body,
			signal: AbortSignal.timeout(TIME_LIMIT),
		});
		await rest.patch(Routes.channelMessage(id, messageId), request(first)).catch((error: unknown) => {
			throw new SendError(outcomeOf(error));
		});
		try {
			for (const part of more) await rest.post(Routes.channelMessages(id), request(part));
		} catch (error) {
			options.log.warn(
				{ platform: 'discord', reason: reasonOf(error) },
				'an answer was changed, but not all of it sent',
			);
		}
	};

	async function find(
		message: Outgoing,
		since: number,
	): Promise<{ messageId: string } | 'absent' | undefined> {
		const channelId = discordChannel(message.channel);
		const self = options.self();
		if (self === undefined)
			throw new SendError({
				kind: 'later',
				retryAfter: SOON,
				scope: 'platform',
				reason: 'not connected yet',
			});
		const isMarked =
			message.doc.mark === message.key && buttonsOf(message.doc).some(({ kind }) => kind === 'invoke');
		// Without the right to read the history Discord answers with an empty list: no proof of anything.
		const mayRead = options
			.permissionsIn(channelId)
			?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory]);
		if (!isMarked || !mayRead) return undefined;
		let after = snowflakeAt(since - CLOCK_SKEW);
		for (let page = 0; page < MOST_PAGES; page++) {
			const query = new URLSearchParams({ after, limit: String(PAGE) });
			const answer = await rest
				.get(Routes.channelMessages(channelId), { query, signal: AbortSignal.timeout(TIME_LIMIT) })
				.catch((error: unknown) => {
					const outcome = outcomeOf(error);
					// Refused for good is no proof; anything else may be asked again.
					if (outcome.kind === 'gone' || outcome.kind === 'rejected') return undefined;
					throw new SendError(outcome);
				});
			const parsed = history.safeParse(answer);
			if (!parsed.success) return undefined;
			const ours = parsed.data.find(
				({ author, components }) => author.id === self && marks(components).includes(message.key),
			);
			if (ours) return { messageId: ours.id };
			if (parsed.data.length < PAGE) return 'absent';
			after = parsed.data.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
		}
		return undefined;
	}

	return {
		send,
		revise,
		find,
		close() {
			rest.clearHashSweeper();
			rest.clearHandlerSweeper();
		},
	};
}
