/**
 * A Discord of our own for tests: REST and gateway on loopback, as strict as the real one. Rules:
 * 1. A bot reaches it over HTTP and WebSocket only (DISCORD_API_URL), from this process or another.
 * 2. It never mends what it gets: `violations` holds every body or order that Discord would refuse or punish,
 *    `unknownRoutes` every path nobody answers, `avoidable` counts the 401, 403 and 429 that a careful bot
 *    does not cause. The first 403 after a right was taken cannot be avoided; the second can.
 * 3. Faults come in order, one for each post: see `nextSend`.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, faultAnswer, tooMany } from './faults.ts';
import { createGateway, type Outage } from './gateway.ts';
import {
	ApiError,
	type Answer as HttpAnswer,
	type Request,
	readRequest,
	unauthorized,
	writeAnswer,
} from './http.ts';
import { createInteractions } from './interactions.ts';
import { channelObject } from './objects.ts';
import { createPeople } from './people.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRoutes } from './routes.ts';
import {
	addMessage,
	type Channel,
	channelById,
	createChannel,
	createWorld,
	fill,
	type Message,
	PERMISSIONS,
	publicMessages,
} from './world.ts';

export type { Fault } from './faults.ts';
export type { Answer } from './interactions.ts';
export type { Person } from './objects.ts';
export type { Attached } from './people.ts';
export type { Button, Channel, Message } from './world.ts';

export async function startDiscord(
	options: {
		/** Default: a free one. */
		readonly port?: number;
		readonly guilds?: readonly { readonly name: string; readonly channels: readonly string[] }[];
	} = {},
) {
	const world = createWorld(options.guilds ?? [{ name: 'Newsroom', channels: ['news', 'talk'] }]);
	const limits = createRateLimits();
	const faults: Fault[] = [];
	const refusedBefore = new Set<string>();
	let avoidable = 0;
	let port = 0;

	const server = createServer(async (incoming, response) => {
		const attached = incoming.method === 'GET' ? world.attachments.get(incoming.url ?? '') : undefined;
		if (attached) return writeAnswer(response, { status: 200, body: attached });
		try {
			const request = await readRequest(incoming);
			writeAnswer(response, request ? answer(request) : notFound(`${incoming.method} ${incoming.url}`));
		} catch (error) {
			world.violations.push(`unreadable request: ${String(error)}`);
			writeAnswer(response, {
				status: 400,
				body: { code: 50109, message: 'The request body contains invalid JSON.' },
			});
		}
	});
	const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
	const gateway = createGateway(server, world, gatewayUrl);
	const { routes, forgetNonces } = createRoutes(world, gatewayUrl);
	const interactions = createInteractions(world, gateway);
	const people = createPeople(world, interactions, () => `http://127.0.0.1:${port}`);
	const allRoutes = [...routes, ...interactions.routes];

	function notFound(what: string): HttpAnswer {
		world.unknownRoutes.push(what);
		return { status: 404, body: { message: '404: Not Found', code: 0 } };
	}

	function answer(request: Omit<Request, 'params'>): HttpAnswer {
		if (!/^DiscordBot \(/.test(request.headers['user-agent'] ?? ''))
			world.violations.push('no DiscordBot User-Agent');
		const route = allRoutes.find(({ method, path }) => method === request.method && path.test(request.path));
		if (!route) return notFound(`${request.method} ${request.path}`);
		const params = route.path.exec(request.path)?.slice(1) ?? [];
		try {
			if (!route.open) {
				if (request.headers.authorization !== `Bot ${world.token}`) throw unauthorized();
				const refusal = limits.request();
				if (refusal) {
					avoidable++;
					return tooMany(refusal);
				}
			}
			const webhook = /^\/webhooks\/(\d+\/[\w-]+)/.exec(request.path)?.[1];
			if (webhook !== undefined) return order(webhook, () => route.handle({ ...request, params }));
			const channelId = /^\/channels\/(\d+)\/messages$/.exec(request.path)?.[1];
			if (request.method !== 'POST' || channelId === undefined) return route.handle({ ...request, params });
			return post(channelId, () => route.handle({ ...request, params }));
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			// A refusal is news once for each place and reason.
			const seen = `${request.method} ${request.path} ${error.code}`;
			if (error.status === 401 || (error.status === 403 && refusedBefore.has(seen))) avoidable++;
			refusedBefore.add(seen);
			return { status: error.status, body: { message: error.message, code: error.code } };
		}
	}

	function order(webhook: string, carryOut: () => HttpAnswer): HttpAnswer {
		const refusal = limits.use('webhook', webhook);
		if (refusal) {
			avoidable++;
			return tooMany(refusal);
		}
		return { ...carryOut(), headers: limits.headers('webhook', webhook) };
	}

	function post(channelId: string, create: () => HttpAnswer): HttpAnswer {
		const refusal = limits.use('post', channelId);
		if (refusal) {
			avoidable++;
			return tooMany(refusal);
		}
		const fault = faults.shift();
		if (fault !== undefined && fault !== 'lost-answer' && fault !== 'cut-answer') return faultAnswer(fault);
		const created = { ...create(), headers: limits.headers('post', channelId) };
		if (fault === undefined) return created;
		return { ...created, breakOff: fault === 'lost-answer' ? 'before' : 'middle' };
	}

	function known(channelId: string): Channel {
		const channel = channelById(world, channelId);
		if (!channel) throw new Error(`No channel ${channelId}`);
		return channel;
	}

	await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address === 'object' && address) port = address.port;

	return {
		/** Ends in /api: the value of DISCORD_API_URL. */
		apiUrl: `http://127.0.0.1:${port}/api`,
		token: world.token,
		botId: world.botId,
		violations: world.violations,
		unknownRoutes: world.unknownRoutes,
		get avoidable(): number {
			return avoidable;
		},
		/** Registered commands, as Discord holds them. */
		get commands() {
			return world.commands;
		},
		get connected(): boolean {
			return gateway.connected;
		},
		get identifies(): number {
			return gateway.counts.identifies;
		},
		get resumes(): number {
			return gateway.counts.resumes;
		},
		/** @param name of a channel in any server. */
		channel(name: string): Channel {
			const found = world.guilds.flatMap(({ channels }) => channels).find((channel) => channel.name === name);
			if (!found) throw new Error(`No channel named ${name}`);
			return found;
		},
		/** A direct message between a person and the bot. */
		direct(): Channel {
			const channel = createChannel('direct');
			world.direct.push(channel);
			return channel;
		},
		...people,
		/** What everybody in the channel sees, oldest first. */
		messages: (channelId: string): readonly Message[] => publicMessages(known(channelId)),
		async waitForMessage(
			channelId: string,
			wanted: (message: Message) => boolean,
			ms = 5_000,
		): Promise<Message> {
			const channel = known(channelId);
			const seen = () => publicMessages(channel).find(wanted);
			const stop = new AbortController();
			const found = seen();
			if (found) return found;
			const appeared = new Promise<Message>((resolve) => {
				const look = () => {
					const message = seen();
					if (message) resolve(message);
				};
				world.events.on('message', look);
				stop.signal.addEventListener('abort', () => world.events.off('message', look));
			});
			const late = delay(ms, undefined, { signal: stop.signal }).then(() => {
				const texts = publicMessages(channel).map(({ text }) => text.slice(0, 80));
				throw new Error(
					`No such message in ${channel.name} within ${ms} ms; there are ${JSON.stringify(texts)}`,
				);
			});
			return Promise.race([appeared, late]).finally(() => {
				late.catch(() => undefined);
				stop.abort();
			});
		},
		/** A message of a person, for the Apps menu. */
		say(channelId: string, content: string, embeds: readonly unknown[] = []): Message {
			const message = addMessage(known(channelId), '2', { content, embeds: [...embeds] });
			fill(message, { content });
			return message;
		},
		/** The bot is put out of a server. */
		kick(name: string): void {
			const guild = world.guilds.find((one) => one.name === name);
			if (!guild) throw new Error(`No server ${name}`);
			guild.present = false;
			gateway.dispatch('GUILD_DELETE', { id: guild.id });
		},
		/** Takes a right from the bot in one channel; `view` hides the channel. */
		denyPermission(channelId: string, right: keyof typeof PERMISSIONS = 'send'): void {
			const channel = known(channelId);
			channel.denied |= PERMISSIONS[right];
			gateway.dispatch('CHANNEL_UPDATE', channelObject(world, channel));
		},
		allowPermissions(channelId: string): void {
			const channel = known(channelId);
			channel.denied = 0n;
			gateway.dispatch('CHANNEL_UPDATE', channelObject(world, channel));
		},
		deleteChannel(channelId: string): void {
			const channel = known(channelId);
			channel.deleted = true;
			gateway.dispatch('CHANNEL_DELETE', channelObject(world, channel));
		},
		deleteMessage(message: Message): void {
			message.deleted = true;
		},
		/** What happens to the next posts, one each. */
		nextSend(...next: readonly Fault[]): void {
			faults.push(...next);
		},
		refuseFollowUp: interactions.refuseFollowUp,
		/** How many messages carry this nonce. */
		copies: (nonce: string): number =>
			world.guilds
				.flatMap(({ channels }) => channels)
				.flatMap(({ messages }) => messages)
				.filter((message) => message.nonce === nonce).length,
		forgetNonces,
		/** Who identifies is turned away with this close code, e.g. 4004. */
		refuseIdentify: (code: number | undefined) => gateway.refuse(code),
		/** REST is there, the gateway is not; undefined: it is again. */
		cutOffGateway: (by: Outage | undefined) => gateway.cutOff(by),
		/** Discord ends the session for good. */
		endSession: (code: number) => gateway.end(code),
		/** As if the token had been reset: 401 from now on. */
		revokeToken(): void {
			world.token = `${world.token}-new`;
		},
		/** When the next first sign ("thinking…") for a person arrives. */
		acknowledged: async (): Promise<void> => void (await once(world.events, 'acknowledged')),
		/** The gateway connection breaks; a good client resumes. */
		dropConnection: () => gateway.drop(),
		async close(): Promise<void> {
			interactions.close();
			gateway.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
export type DiscordStandIn = Awaited<ReturnType<typeof startDiscord>>;
