/** A bot on the stand-in, with two commands of its own: what the adapter's tests share. */
import type { Call, Handle, Reply } from '../../../src/adapters/adapter.ts';
import { createTelegram, type TelegramOptions } from '../../../src/adapters/telegram/index.ts';
import { type Command, command } from '../../../src/core/command.ts';
import { type Doc, doc, text } from '../../../src/doc/doc.ts';
import type { Log } from '../../../src/log.ts';
import type { Translate } from '../../../src/model.ts';
import { startTelegram, type TelegramStandIn } from '../../stand-ins/telegram/index.ts';

const options = { article: { type: 'text', required: false } } as const;
const run = async (): Promise<Doc> => doc();
export const commands: readonly Command[] = [
	command({ name: 'summary', access: 'everyone', reply: 'public', onMessage: true, options, run }),
	command({ name: 'follow', access: 'manager', reply: 'private', onMessage: false, options, run }),
	command({ name: 'help', access: 'everyone', reply: 'private', onMessage: false, options: {}, run }),
];

const language =
	(locale: string): Translate =>
	(key) =>
		`${locale} ${key}`;
export const texts: ReadonlyMap<string, Translate> = new Map([
	['en', language('en')],
	['fr', language('fr')],
]);

export interface Lines extends Log {
	readonly lines: readonly string[];
}

export function createLines(): Lines {
	const lines: string[] = [];
	const write = (fields: object, message: string): void =>
		void lines.push(`${message} ${JSON.stringify(fields)}`);
	return { lines, debug: write, info: write, warn: write, error: write };
}

/** Says back what it understood, so that a test reads both the call and the answer. */
export function createEcho(): { readonly calls: Call[]; readonly handle: Handle } {
	const calls: Call[] = [];
	return {
		calls,
		async handle(call): Promise<Reply> {
			calls.push(call);
			const isAllowed = call.command !== 'follow' || (await call.isManager());
			const input = call.input.kind === 'line' ? call.input.line : JSON.stringify(call.input.values);
			return { doc: doc(text(isAllowed ? `${call.command}: ${input}` : 'managers only')), private: false };
		},
	};
}

export interface Newsroom extends AsyncDisposable {
	readonly telegram: TelegramStandIn;
	readonly bot: ReturnType<typeof createTelegram>;
	readonly calls: readonly Call[];
	readonly log: Lines;
}

export async function openNewsroom(
	more: Partial<Pick<TelegramOptions, 'publicUrl' | 'token'>> & { readonly handle?: Handle } = {},
): Promise<Newsroom> {
	const telegram = await startTelegram();
	const log = createLines();
	const { calls, handle } = createEcho();
	const { handle: given = handle, ...settings } = more;
	const bot = createTelegram({ token: telegram.token, apiUrl: telegram.apiUrl, log, texts, ...settings });
	await bot.start(commands, given);
	return {
		telegram,
		bot,
		calls,
		log,
		async [Symbol.asyncDispose]() {
			await bot.stop();
			await telegram.close();
		},
	};
}
