// The stand-in is as strict as it says: what it lets pass, the adapter's tests may trust.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { checkKeyboard, checkText } from './entities.ts';
import { startTelegram, type TelegramStandIn } from './index.ts';

let telegram: TelegramStandIn;
beforeEach(async () => {
	telegram = await startTelegram();
});
afterEach(() => telegram.close());

const answer = z.object({
	ok: z.boolean(),
	error_code: z.number().optional(),
	description: z.string().optional(),
	parameters: z.object({ retry_after: z.number().optional() }).optional(),
	result: z.unknown().optional(),
});
async function call(method: string, body: object, token = telegram.token): Promise<z.infer<typeof answer>> {
	const response = await fetch(`${telegram.apiUrl}/bot${token}/${method}`, {
		method: 'POST',
		body: JSON.stringify(body),
	});
	return answer.parse(await response.json());
}

describe('texts and entities', () => {
	const bold = (offset: number, length: number) => ({ type: 'bold', offset, length });
	const quote = (offset: number, length: number) => ({ type: 'blockquote', offset, length });
	const url = (address: string) => [{ type: 'text_link', offset: 0, length: 2, url: address }];
	test.each<[string, string, Parameters<typeof checkText>[1], RegExp]>([
		['empty', '\u2060 ', [], /empty/],
		['too long', 'x'.repeat(4097), [], /too long/],
		['outside', 'abc', [bold(1, 3)], /outside/],
		['half an emoji', 'a😀b', [bold(0, 2)], /cuts a character/],
		['overlap', 'abcdef', [bold(0, 4), quote(2, 4)], /overlap/],
		['quotation in quotation', 'abcdef', [quote(0, 6), quote(2, 2)], /inside/],
		['bold in code', 'abcdef', [{ type: 'code', offset: 0, length: 6 }, bold(2, 2)], /inside/],
		['a host without a dot', 'abcdef', url('http://localhost/x'), /address/],
		['no web address', 'abcdef', url('javascript:alert(1)'), /address/],
		['unknown kind', 'abcdef', [{ type: 'mark', offset: 0, length: 2 }], /unknown/],
		['too many', 'abcdef', Array.from({ length: 101 }, () => bold(0, 6)), /101 entities/],
	])('%s', (_name, text, entities, problem) => {
		expect(checkText(text, entities).join()).toMatch(problem);
	});
	test('bytes of a button are counted, not letters', () => {
		const keyboard = { inline_keyboard: [[{ text: 'x', callback_data: 'é'.repeat(33) }]] };
		expect(checkKeyboard(keyboard).join()).toMatch(/66 bytes/);
	});
});

describe('the API', () => {
	test('a field that the API does not know is a violation', async () => {
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		await call('sendMessage', { chat_id: chat.id, text: 'x', disable_web_page_preview: true });
		expect(telegram.violations.length).toBe(1);
	});
	test('unknown methods and wrong tokens are counted', async () => {
		expect(await call('sendEverything', {})).toMatchObject({ ok: false, error_code: 404 });
		expect(telegram.unknownRoutes).toEqual(['sendEverything']);
		expect(await call('getMe', {}, '1:x')).toMatchObject({ ok: false, error_code: 401 });
		expect(telegram.avoidable).toBe(1);
	});
	test.each(['nonsense', '1:x y', ''])('the token %j has the wrong shape, and is counted', async (token) => {
		expect(await call('getMe', {}, token)).toMatchObject({ ok: false, error_code: 404 });
		expect(telegram.avoidable).toBe(1);
	});
	test('only GET and POST are methods of HTTP here', async () => {
		const getMe = (method: string) => fetch(`${telegram.apiUrl}/bot${telegram.token}/getMe`, { method });
		expect(
			await Promise.all(['GET', 'POST', 'PUT'].map(async (method) => (await getMe(method)).status)),
		).toEqual([200, 200, 405]);
		expect(telegram.violations).toEqual(['HTTP method PUT']);
	});
	test('the fourth message within three seconds', async () => {
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		for (let times = 0; times < 3; times++) await call('sendMessage', { chat_id: chat.id, text: 'x' });
		const refused = await call('sendMessage', { chat_id: chat.id, text: 'x' });
		expect(refused).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
		expect(telegram.avoidable).toBe(1);
	});
	test('after a 429 every method is refused until it is over', async () => {
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		await telegram.nextSend({ code: 429, description: 'Too Many', parameters: { retry_after: 1 } });
		await call('sendMessage', { chat_id: chat.id, text: 'x' });
		expect(telegram.avoidable).toBe(0);
		expect(await call('getMe', {})).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
		expect(telegram.avoidable).toBe(1);
		await vi.waitFor(async () => expect(await call('getMe', {})).toMatchObject({ ok: true }), 3000);
	});
	test('the 31st message within a second', async () => {
		const answers = await Promise.all(
			Array.from({ length: 40 }, (_, index) =>
				call('sendMessage', {
					chat_id: telegram.chat({ type: 'group', title: String(index) }).id,
					text: 'x',
				}),
			),
		);
		expect(answers.filter(({ ok }) => ok).length).toBeLessThan(31);
		expect(telegram.avoidable).toBe(answers.filter(({ ok }) => !ok).length);
	});
	test('an edit of a keyboard answers in the platform’s words', async () => {
		const chat = telegram.chat({ type: 'supergroup', title: 'Plaza' });
		const reply_markup = { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] };
		await call('sendMessage', { chat_id: chat.id, text: 'x', reply_markup });
		const [mine] = telegram.messages(chat);
		const theirs = telegram.write(chat, '/hello');
		const edit = (message_id: number, markup: object) =>
			call('editMessageReplyMarkup', { chat_id: chat.id, message_id, reply_markup: markup });
		expect((await edit(mine?.message_id ?? 0, reply_markup)).description).toMatch(
			/^Bad Request: message is not modified/,
		);
		expect((await edit(theirs.message_id, reply_markup)).description).toBe(
			"Bad Request: message can't be edited",
		);
		expect((await edit(999, reply_markup)).description).toBe('Bad Request: message to edit not found');
	});
	test('a second poller ends the first', async () => {
		const first = call('getUpdates', { timeout: 30 });
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		const second = call('getUpdates', { timeout: 30 });
		expect(await Promise.race([first, second])).toMatchObject({ error_code: 409 });
		telegram.write(chat, '/start');
		expect(await Promise.any([first, second].map(async (one) => z.literal(true).parse((await one).ok)))).toBe(
			true,
		);
	});
});
