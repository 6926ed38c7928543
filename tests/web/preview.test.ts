import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doc, text } from '../../src/doc/doc.ts';
import { startPreview } from './setting.ts';

let setting: Awaited<ReturnType<typeof startPreview>>;
beforeAll(async () => {
	setting = await startPreview();
});
afterAll(() => setting.server.close());

const order = (path: string, body: unknown): Promise<Response> =>
	fetch(setting.url + path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
const show = (key: string): Promise<unknown> =>
	setting.preview.send({
		key,
		channel: 'preview:news',
		doc: {
			...doc(text(`post ${key}`)),
			actions: [{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: key } }],
		},
	});

interface Event {
	readonly id: string;
	readonly event: string;
	readonly data: string;
}
/** Reads server-sent events until one contains `words`. */
async function eventsUntil(words: string, headers: Record<string, string> = {}): Promise<readonly Event[]> {
	const stop = new AbortController();
	const response = await fetch(`${setting.url}/preview/events`, { headers, signal: stop.signal });
	expect(response.headers.get('content-type')).toContain('text/event-stream');
	let read = '';
	for await (const part of response.body ?? []) {
		read += Buffer.from(part).toString('utf8');
		if (read.includes(words) && read.endsWith('\n\n')) break;
	}
	stop.abort();
	return read
		.split('\n\n')
		.filter((block) => block !== '' && !block.startsWith(':'))
		.map((block) => {
			const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
			return { id: field('id'), event: field('event'), data: field('data') };
		});
}

describe('the event stream', () => {
	test('gives the history, then what happens', async () => {
		await show('before');
		const reading = eventsUntil('post during');
		await show('during');
		const events = await reading;
		expect(events[0]?.event).toBe('ready');
		const messages = events.filter(({ event }) => event === 'message').map(({ data }) => JSON.parse(data).id);
		expect(messages.slice(-2)).toEqual(['before', 'during']);
	});
	test('goes on after the last event that was seen', async () => {
		await show('seen');
		const seen = (await eventsUntil('post seen')).at(-1)?.id ?? '';
		await show('missed');
		const events = await eventsUntil('post missed', { 'last-event-id': seen });
		expect(events.filter(({ event }) => event === 'message').map(({ data }) => JSON.parse(data).id)).toEqual([
			'missed',
		]);
	});
	test('carries what was typed and its answer', async () => {
		const reading = eventsUntil('summary {');
		expect((await order('/preview/say', { line: '/summary 2', locale: 'fr-FR' })).status).toBe(202);
		const [said, answer] = (await reading).slice(-2);
		expect(said).toMatchObject({ event: 'said', data: expect.stringContaining('"/summary 2"') });
		expect(JSON.parse(answer?.data ?? '').answers).toBe(JSON.parse(said?.data ?? '').id);
	});
	test('carries a pressed button', async () => {
		await show('pressable');
		const reading = eventsUntil('about pressable');
		const press = { code: 'summary?article=pressable', messageId: 'pressable', locale: 'en' };
		expect((await order('/preview/press', press)).status).toBe(202);
		expect((await reading).at(-1)?.data).toContain('values');
	});
});

describe('bad orders', () => {
	test.each([
		['no command', '/preview/say', { line: 'hello' }, 400, 'not-command'],
		['no JSON', '/preview/say', '{"line":', 400, 'bad'],
		['an unknown field', '/preview/say', { line: '/help', admin: true }, 400, 'bad'],
		['a wrong type', '/preview/say', { line: 3 }, 400, 'bad'],
		['a wrong locale', '/preview/say', { line: '/help', locale: '../fr' }, 400, 'bad'],
		['one character too many', '/preview/say', { line: `/summary ${'x'.repeat(19_992)}` }, 413, 'too-long'],
		['a body that is too large', '/preview/say', { line: 'x'.repeat(200_000) }, 413, 'too-long'],
		['an old button', '/preview/press', { code: 'help', messageId: 'gone' }, 400, 'old-button'],
		['a code that is too long', '/preview/press', { code: 'x'.repeat(65), messageId: 'm' }, 413, 'too-long'],
	])('%s', async (_, path, body, status, problem) => {
		const answer = await order(path, body);
		expect(answer.status).toBe(status);
		expect(await answer.json()).toEqual({ ok: false, problem });
	});
	test('20,000 characters are taken', async () => {
		expect((await order('/preview/say', { line: `/summary ${'é'.repeat(19_991)}` })).status).toBe(202);
	});
});

describe('what the page asks for', () => {
	test.each([
		['fr-CA', 'fr', 'Envoyer'],
		['en', 'en', 'Send'],
		['xx', 'en', 'Send'],
		['%3Cscript%3E', 'en', 'Send'],
	])('phrases for %s', async (locale, language, send) => {
		const answer = await fetch(`${setting.url}/preview/phrases?locale=${locale}`);
		expect(answer.headers.get('content-language')).toBe(language);
		expect(await answer.json()).toMatchObject({ 'preview-send': send });
	});
	test('the commands with their options', async () => {
		const commands = await (await fetch(`${setting.url}/preview/commands`)).json();
		expect(commands).toContainEqual({
			name: 'summary',
			options: [{ name: 'article', type: 'text', required: false }],
		});
	});
	test.each([
		['/', 'text/html'],
		['/preview/files/page.js', 'text/javascript'],
		['/preview/files/page.css', 'text/css'],
	])('%s', async (path, type) => {
		const answer = await fetch(setting.url + path);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toContain(type);
	});
	test('the page holds no script and no style of its own, so the policy can forbid them', async () => {
		const html = await (await fetch(`${setting.url}/`)).text();
		expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
	});
});
