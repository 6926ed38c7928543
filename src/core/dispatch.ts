/**
 * A platform's Call → a Reply. Rules, in order:
 * 1. A person who asks too fast is asked to wait; an unknown command gets the nearest one.
 * 2. Access is checked by the platform's own rights, and only for commands that need it.
 * 3. Arguments are parsed, the command runs, its Doc is the answer. A command that can offer what is missing
 *    asks for it with buttons.
 * 4. Every failure is a Doc: what a person can mend says how (UserError, FetchError, FeedError); anything
 *    else is logged with a number, and the person is told that number and nothing more.
 * 5. An answer takes at most the time limit; what still runs then is told to stop.
 * 6. An answer is as private as its command; a mistake is told to its person alone, where the platform can.
 */
import { randomUUID } from 'node:crypto';
import type { Doc } from '../doc/doc.ts';
import { shownHost } from '../doc/host.ts';
import { problem } from '../doc/views.ts';
import { FeedError, FetchError, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Translate } from '../model.ts';
import type { Call, Handle } from './call.ts';
import type { Command, Invocation } from './command.ts';
import { nearest } from './nearest.ts';
import type { News } from './news.ts';
import { parseArgs } from './parse.ts';
import { logMistakes, supportedLocale, translators } from './phrases.ts';
import { createRateLimit } from './rate.ts';

const TIME_LIMIT_MS = 25_000;
/** More than hands can type; a script is asked to wait. */
const QUESTIONS_PER_MINUTE = 120;

/** The answer took longer than anybody waits. */
class TooSlow extends Error {
	override readonly name = 'TooSlow';
}

export function createHandle(deps: {
	readonly commands: readonly Command[];
	readonly news: News;
	readonly log: Log;
	readonly timeLimitMs?: number;
	readonly perMinute?: number;
	now?(): number;
}): Handle {
	const { news, log, timeLimitMs = TIME_LIMIT_MS, perMinute = QUESTIONS_PER_MINUTE, now = Date.now } = deps;
	const commands = new Map(deps.commands.map((command) => [command.name, command]));
	const languages = translators(logMistakes(log));
	const rate = createRateLimit({ perMinute, now });

	async function answer(command: Command, call: Call, t: Translate, locale: string): Promise<Doc> {
		const deadline = now() + timeLimitMs;
		return withinTime(call.signal, timeLimitMs, async (signal) => {
			if (command.access === 'manager' && !(await call.isManager()))
				throw new UserError('problem-managers', { command: command.name });
			const work = workOf(command, call, t);
			const { channel, user, about, takesFile, channelName } = call;
			const revise = call.revise?.bind(call);
			const messageId = call.messageId?.bind(call);
			const more = {
				...(about && { about }),
				...(takesFile && { takesFile }),
				...(channelName !== undefined && { channelName }),
				...(revise && { revise }),
				...(messageId && { messageId }),
			};
			return work({ channel, user, locale, t, signal, deadline, ...more }, news);
		});
	}

	return async (call) => {
		const locale = supportedLocale(call.locale);
		const t = languages[locale] ?? ((key) => key);
		const command = commands.get(call.command.toLowerCase());
		const wait = rate.take(`${call.channel.split(':')[0]}:${call.user}`);
		if (wait > 0) {
			const doc = problem(t, 'problem-busy', { seconds: Math.ceil(wait / 1_000) });
			return { doc, private: true };
		}
		if (!command) return { doc: unknownCommand(call, [...commands.keys()], t), private: true };
		try {
			const doc = await answer(command, call, t, locale);
			return { doc, private: command.reply === 'private' || doc.audience === 'asker' };
		} catch (error) {
			return { doc: explain(error, call, t, log), private: true };
		}
	};
}

type Work = (invocation: Invocation, news: News) => Promise<Doc>;

/** Runs the command, or asks for what is missing where the command can offer it. */
function workOf(command: Command, call: Call, t: Translate): Work {
	try {
		const args = parseArgs(command, call.input, t, call.file);
		return (invocation, news) => command.run(args, invocation, news);
	} catch (error) {
		const isMissing = error instanceof UserError && error.phrase === 'problem-missing';
		const ask = command.ask?.bind(command);
		if (!isMissing || !ask) throw error;
		return ask;
	}
}

async function withinTime(
	outer: AbortSignal,
	limitMs: number,
	work: (signal: AbortSignal) => Promise<Doc>,
): Promise<Doc> {
	const inner = new AbortController();
	const late = Promise.withResolvers<never>();
	const giveUp = (): void => {
		const reason = new TooSlow(`no answer within ${limitMs} ms`);
		late.reject(reason);
		inner.abort(reason);
	};
	if (outer.aborted) throw new TooSlow('nobody waits any more');
	const timer = setTimeout(giveUp, limitMs);
	outer.addEventListener('abort', giveUp);
	try {
		return await Promise.race([work(inner.signal), late.promise]);
	} finally {
		clearTimeout(timer);
		outer.removeEventListener('abort', giveUp);
	}
}

function unknownCommand({ command: name, input }: Call, known: readonly string[], t: Translate): Doc {
	const near = nearest(name, known);
	if (near === undefined) return problem(t, 'problem-unknown-command', { command: name });
	const words = input.kind === 'line' ? input.line.trim() : '';
	const example = words === '' ? {} : { example: `/${near} ${words}` };
	return problem(t, 'problem-unknown-command-near', { command: name, near, ...example });
}

const hostOf = (url: string): string => shownHost(URL.parse(url)?.host ?? '') || url;

function explain(error: unknown, call: Call, t: Translate, log: Log): Doc {
	if (error instanceof UserError) return problem(t, error.phrase, error.values);
	if (error instanceof FetchError) {
		const minutes = Math.max(1, Math.ceil((error.retryAfter ?? 0) / 60_000));
		const values = { host: hostOf(error.url), status: error.status ?? 0, minutes };
		return problem(t, `problem-fetch-${error.problem}`, values);
	}
	if (error instanceof FeedError) return problem(t, `problem-feed-${error.problem}`);
	if (error instanceof TooSlow) {
		log.warn({ command: call.command, channel: call.channel }, 'a command was stopped: too slow');
		return problem(t, 'problem-slow');
	}
	const id = randomUUID().slice(0, 8);
	log.error({ id, command: call.command, channel: call.channel, error }, 'a command failed');
	return problem(t, 'problem-internal', { id });
}
