import { describe, expect, test, vi } from 'vitest';
import type { Call } from '../../src/adapters/adapter.ts';
import { type Command, command } from '../../src/core/command.ts';
import { createHandle } from '../../src/core/dispatch.ts';
import { doc, text } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';
import { FeedError, FetchError, UserError } from '../../src/errors.ts';
import { memoryNews } from '../commands/memory-news.ts';

const logged: { fields: object; message: string }[] = [];
const write = (fields: object, message: string) => void logged.push({ fields, message });
const log = { debug: write, info: write, warn: write, error: write };

const run = (work: Command['run']): Command =>
	command({ name: 'ask', access: 'everyone', reply: 'public', onMessage: false, options: {}, run: work });

const call = (more: Partial<Call> = {}): Call => ({
	command: 'ask',
	input: { kind: 'line', line: '' },
	channel: 'preview:news',
	user: 'ann',
	locale: 'en-US',
	isManager: async () => false,
	signal: new AbortController().signal,
	...more,
});

const handleOf = (commands: readonly Command[], more: { timeLimitMs?: number; perMinute?: number } = {}) =>
	createHandle({ commands, news: memoryNews(), log, ...more });

async function answer(work: Command['run'], more: Partial<Call> = {}): Promise<string> {
	return plainText((await handleOf([run(work)])(call(more))).doc);
}

describe('the dispatcher', () => {
	test('a command gets its moment, in the language of the person', async () => {
		const work: Command['run'] = async (_args, { locale, channel, user, t }) =>
			doc(text(`${locale} ${channel} ${user} ${t('button-open')}`));
		expect(await answer(work, { locale: 'fr-CA' })).toBe('fr preview:news ann Ouvrir');
		expect(await answer(work, { locale: 'xx' })).toBe('en preview:news ann Open');
	});

	test.each([
		[new UserError('problem-nothing-posted'), 'Nothing has been posted here yet.'],
		[new FetchError('private', 'http://10.0.0.1/feed'), '10.0.0.1 leads into a private network'],
		[
			new FetchError('status', 'https://harbour.example:8443/x', { status: 404 }),
			'harbour.example:8443 has no page',
		],
		[new FetchError('status', 'https://harbour.example/x', { status: 503 }), 'answers with an error (503)'],
		[new FetchError('address', '@everyone'), 'like https://example.com'],
		[new FeedError('not-a-feed', 'html'), 'Try the site’s front page'],
	])('%s becomes a sentence that helps', async (error, expected) => {
		const words = await answer(async () => {
			throw error;
		});
		expect(words).toContain(expected);
	});

	test('anything else is logged with a number, and the person learns the number alone', async () => {
		logged.length = 0;
		const words = await answer(async () => {
			throw new Error('secret detail');
		});
		const id = /this number: ([0-9a-f]{8})\./.exec(words)?.[1];
		expect(words).not.toContain('secret');
		expect(logged).toEqual([
			{
				message: 'a command failed',
				fields: expect.objectContaining({ id, command: 'ask', channel: 'preview:news' }),
			},
		]);
	});

	test('an unknown command gets its nearest neighbour', async () => {
		const handle = handleOf([run(async () => doc())]);
		const near = await handle(call({ command: 'aks' }));
		expect(plainText(near.doc)).toBe('I don’t know /aks. Did you mean /ask?');
		const far = await handle(call({ command: 'weather', locale: 'fr' }));
		expect(plainText(far.doc)).toBe('Je ne connais pas /weather. /help montre ce que je sais faire.');
	});

	test('only managers use what is for managers, and nobody else is asked for rights', async () => {
		const isManager = vi.fn(async () => false);
		const work = vi.fn(async () => doc(text('done')));
		const guarded: Command = { ...run(work), access: 'manager', reply: 'private' };
		const refused = await handleOf([guarded])(call({ isManager }));
		expect(plainText(refused.doc)).toContain('for those who manage this channel');
		expect(refused.private).toBe(true);
		expect(work).not.toHaveBeenCalled();
		const allowed = await handleOf([guarded])(call({ isManager: async () => true }));
		expect(plainText(allowed.doc)).toBe('done');
		isManager.mockClear();
		await handleOf([run(work)])(call({ isManager }));
		expect(isManager).not.toHaveBeenCalled();
	});

	test('a platform that cannot tell the rights is a failure, not a yes', async () => {
		const guarded: Command = { ...run(async () => doc(text('done'))), access: 'manager' };
		const isManager = async () => {
			throw new Error('no answer');
		};
		expect(plainText((await handleOf([guarded])(call({ isManager }))).doc)).toContain(
			'went wrong on my side',
		);
	});

	test('an answer that takes too long is given up, and its work is told', async () => {
		let told: AbortSignal | undefined;
		const slow = run((_args, { signal }) => {
			told = signal;
			return new Promise(() => {});
		});
		const reply = await handleOf([slow], { timeLimitMs: 5 })(call());
		expect(plainText(reply.doc)).toContain('took too long');
		expect(told?.aborted).toBe(true);
	});

	test('a call that its platform gives up is given up too', async () => {
		const aborting = new AbortController();
		const slow = run(() => {
			aborting.abort();
			return new Promise(() => {});
		});
		const reply = await handleOf([slow])(call({ signal: aborting.signal }));
		expect(plainText(reply.doc)).toContain('took too long');
	});

	test('one person asks so often and no more; others are not held up', async () => {
		const handle = handleOf([run(async () => doc(text('done')))], { perMinute: 2 });
		const ask = async (user: string) => plainText((await handle(call({ user }))).doc);
		expect([await ask('ann'), await ask('ann')]).toEqual(['done', 'done']);
		expect(await ask('ann')).toMatch(/ask again in (29|30) seconds/);
		expect(await ask('bob')).toBe('done');
	});
});
