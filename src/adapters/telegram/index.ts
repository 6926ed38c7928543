/**
 * Telegram behind the port, over grammY's client. Rules:
 * 1. A wrong token stops the start with the remedy; a Telegram that cannot be reached does not: it is tried again
 *    in the background, and the rest of the program goes on.
 * 2. Each update is handled once, however often it is delivered (update_id), and its failure touches no other.
 * 3. Webhook where PUBLIC_URL is https (or the Bot API server is one's own, which takes http), else long polling.
 * 4. A stop takes nothing new in and lets running answers finish within their grace; only then are they ended.
 * 5. Nothing is logged but ids, statuses and Telegram's words: no message, no person, no token.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Command } from '../../core/command.ts';
import { ConfigError, SendError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Translate } from '../../model.ts';
import type { Adapter, Handle } from '../adapter.ts';
import { createAnswering } from './answer.ts';
import { createChats } from './chats.ts';
import { createClient, type Holds, rootOf } from './client.ts';
import { menus } from './commands.ts';
import { createDocuments } from './document.ts';
import { explain, isOfTelegram, isWrongToken, outcomeOf } from './failure.ts';
import { createPace } from './pace.ts';
import { POLL_SECONDS, startPolling } from './poll.ts';
import { UPDATE_KINDS } from './schema.ts';
import { createSender, targetOf } from './send.ts';
import { createWebhook, type Webhook } from './webhook.ts';

export interface TelegramOptions {
	/** Epoch ms of a start that may be a restart: what was sent before it still counts. */
	readonly startedAt?: number;
	readonly token: string;
	/** Root of another Bot API server, e.g. one's own. */
	readonly apiUrl?: string;
	readonly publicUrl?: string;
	readonly log: Log;
	/** The interface's words by locale. */
	readonly texts: ReadonlyMap<string, Translate>;
}

/** Seconds; a send that takes longer counts as lost (grammY would wait 500). */
const CALL_SECONDS = 15;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const STOP_MS = 5_000;

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

export function createTelegram(options: TelegramOptions): Adapter {
	const { token, apiUrl, log, texts } = options;
	const pace = createPace(Date.now, options.startedAt);
	const holds: Holds = {
		heldFor: pace.heldFor,
		hold(milliseconds) {
			log.warn(
				{ seconds: milliseconds / 1000 },
				'Telegram asks for a pause: nothing is sent until it is over',
			);
			pace.hold(milliseconds);
		},
	};
	const { api } = createClient(token, { apiUrl, seconds: CALL_SECONDS, holds });
	const chats = createChats(api, log);
	const sender = createSender(api, chats, pace, log);
	const stopping = new AbortController();
	/** After the grace: ends what is still being answered. */
	const ending = new AbortController();
	let handleUpdate: ((update: unknown) => Promise<void>) | undefined;
	let disconnect: () => Promise<void> = async () => undefined;

	const publicUrl = options.publicUrl === undefined ? undefined : withoutSlash(options.publicUrl);
	const isCallable = publicUrl?.startsWith('https:') === true || apiUrl !== undefined;
	const webhook =
		publicUrl !== undefined && isCallable ? createWebhook(token, () => handleUpdate) : undefined;

	/** Without a menu the commands still work: a refusal is told, and no reason to stay away. */
	async function writeMenus(commands: readonly Command[]): Promise<void> {
		for (const { commands: entries, scope, language_code } of menus(commands, texts)) {
			try {
				await api.setMyCommands(entries, { scope, ...(language_code !== undefined && { language_code }) });
			} catch (error) {
				if (!(error instanceof GrammyError) || isWrongToken(error)) throw error;
				log.warn({ reason: explain(error) }, 'Telegram did not take the command menu');
				return;
			}
		}
	}

	async function setWebhook(url: string, { path, secret }: Webhook): Promise<void> {
		try {
			await api.setWebhook(url + path, { secret_token: secret, allowed_updates: UPDATE_KINDS });
		} catch (error) {
			if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
			throw new ConfigError([
				`Telegram cannot call PUBLIC_URL (${error.description}): give the https address under which Depeche is reached from outside, or remove it to use long polling.`,
			]);
		}
	}

	async function connect(commands: readonly Command[], handle: Handle): Promise<void> {
		const me = await api.getMe();
		await writeMenus(commands);
		if (stopping.signal.aborted) return;
		const answering = createAnswering({
			api,
			chats,
			sender,
			log,
			commands,
			username: me.username,
			handle,
			signal: ending.signal,
			read: createDocuments(api, rootOf(apiUrl), token),
		});
		handleUpdate = answering.handle;
		if (webhook && publicUrl !== undefined) {
			await setWebhook(publicUrl, webhook);
			disconnect = () => Promise.race([answering.settled(), pause(STOP_MS, undefined, { ref: false })]);
		} else {
			await api.deleteWebhook();
			if (stopping.signal.aborted) return;
			disconnect = startPolling({
				client: createClient(token, { apiUrl, seconds: POLL_SECONDS + CALL_SECONDS, holds }),
				log,
				handle: answering.handle,
			}).stop;
		}
		log.info({ bot: `@${me.username}`, by: webhook ? 'webhook' : 'long polling' }, 'connected to Telegram');
	}

	/** What trying again cannot mend: a wrong setting, or a fault of our own. */
	function mistakeIn(error: unknown): unknown {
		if (!isWrongToken(error)) return isOfTelegram(error) ? undefined : error;
		const orUrl = apiUrl === undefined ? '' : ', or correct TELEGRAM_API_URL';
		return new ConfigError([
			`Telegram does not accept TELEGRAM_TOKEN: copy it again from @BotFather (/mybots → API Token)${orUrl}.`,
		]);
	}

	async function connectLater(commands: readonly Command[], handle: Handle): Promise<void> {
		for (let wait = FIRST_PAUSE_MS; !stopping.signal.aborted; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
			await pause(wait, undefined, { signal: stopping.signal });
			try {
				return await connect(commands, handle);
			} catch (error) {
				const mistake = mistakeIn(error);
				if (mistake) return log.error({ error: mistake }, 'Telegram stays off');
				log.warn({ reason: explain(error) }, 'Telegram cannot be reached, trying again');
			}
		}
	}

	return {
		platform: 'telegram',
		// sendMessage knows no idempotency key: a repeat would be a second post.
		repeatWindow: 0,
		async start(commands, handle) {
			try {
				await connect(commands, handle);
			} catch (error) {
				const mistake = mistakeIn(error);
				if (mistake) throw mistake;
				log.warn({ reason: explain(error) }, 'Telegram cannot be reached, trying again');
				// Ends by connecting, or by stop().
				connectLater(commands, handle).catch(() => undefined);
			}
		},
		send: ({ channel, doc }) => sender.post(channel, doc),
		async revise({ channel, messageId, doc }) {
			const target = targetOf(channel);
			if (!target) throw new SendError({ kind: 'rejected', reason: 'not a Telegram channel' });
			try {
				await sender.revise(target, Number(messageId), doc, stopping.signal);
			} catch (error) {
				throw new SendError(outcomeOf(error));
			}
		},
		...(webhook && { webhook: { path: webhook.path, handle: webhook.handle } }),
		// A post under way keeps its connection: only its answer tells the relay what became of it.
		async stop() {
			stopping.abort();
			handleUpdate = undefined;
			await disconnect();
			ending.abort();
		},
	};
}
