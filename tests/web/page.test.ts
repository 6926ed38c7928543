import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render as discord } from '../../src/adapters/discord/render.ts';
import { render as telegram } from '../../src/adapters/telegram/render.ts';
import type { Doc } from '../../src/doc/doc.ts';
import { startPreview } from './setting.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
	existsSync,
);
const HOSTILE = '<img src=x onerror=alert(1)> **@everyone** [x](javascript:alert(1)) 👩‍🚀';

const post = (key: string, title: string, url = `https://news.example/${key}`): Doc => ({
	mark: key,
	blocks: [
		{
			kind: 'story',
			story: {
				title,
				url,
				source: 'The Quern Herald',
				section: 'News',
				time: { at: Date.now() - 7_200_000, fallback: '2 hours ago' },
				summary: 'A first sentence. A second one.',
			},
		},
	],
	actions: [
		{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: key } },
		{ kind: 'open', label: 'Open', url },
	],
});

describe.skipIf(CHROMIUM === undefined)(
	'the page in Chromium (skipped where /usr/bin/chromium is missing)',
	() => {
		let browser: Browser;
		let page: Page;
		let setting: Awaited<ReturnType<typeof startPreview>>;
		const mistakes: string[] = [];
		const send = (key: string, doc: Doc) => setting.preview.send({ key, channel: 'preview:news', doc });
		const say = async (line: string): Promise<void> => {
			await page.fill('#line', line);
			await page.press('#line', 'Enter');
		};

		beforeAll(async () => {
			setting = await startPreview({ looks: { discord, telegram } });
			await send('k1', post('k1', 'Ferry glides in'));
			browser = await chromium.launch({
				executablePath: CHROMIUM ?? '',
				args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
			});
			page = await browser.newPage({ viewport: { width: 1300, height: 800 }, locale: 'en-GB' });
			page.on('pageerror', (error) => mistakes.push(error.message));
			// The browser itself notes a refused order (400) as an error.
			page.on('console', (message) => {
				if (message.type() === 'error' && !message.text().includes('status of 400'))
					mistakes.push(message.text());
			});
			page.on('dialog', (dialog) => mistakes.push(`dialog: ${dialog.message()}`));
			await page.goto(setting.server.url);
			await page.waitForSelector('#state[data-state=live]');
			await page.waitForSelector('.row-message');
		});
		afterAll(async () => {
			await browser.close();
			await setting.server.close();
			expect(mistakes).toEqual([]);
		});

		test('a post is shown as both chats show it', async () => {
			const row = page.locator('.row-message').first();
			expect(await row.locator('.d-heading a').textContent()).toBe('Ferry glides in');
			expect(await row.locator('.d-small').first().textContent()).toBe(
				'The Quern Herald · News · 2 hours ago',
			);
			expect(await row.locator('.t-text a').first().getAttribute('href')).toBe('https://news.example/k1');
			expect(await row.locator('.t-text blockquote').textContent()).toContain('A first sentence.');
			expect(await row.locator('.d-button').allInnerTexts()).toEqual([
				'Summary',
				expect.stringContaining('Open'),
			]);
			expect(await row.locator('.t-key').allInnerTexts()).toEqual([
				'Summary',
				expect.stringContaining('Open'),
			]);
		});
		test('a new post arrives live, and hostile text stays text', async () => {
			await send('k2', post('k2', HOSTILE));
			const row = page.locator('.row-message').nth(1);
			await row.waitFor();
			expect(await row.locator('.d-heading').textContent()).toBe(HOSTILE);
			expect(await row.locator('.t-text a').first().textContent()).toContain('<img src=x');
			expect(await page.locator('.timeline img[src=x], .timeline a[href^=javascript]').count()).toBe(0);
		});
		test('a typed command is answered under what was typed', async () => {
			await say('/summary 2');
			const group = page.locator('.group', { has: page.locator('.row-said') }).last();
			await group.locator('.row-message').waitFor();
			expect(await group.locator('.d-used').textContent()).toBe('/summary 2');
			expect(await group.locator('.d-markdown').textContent()).toContain('"line":"2"');
			expect(await page.inputValue('#line')).toBe('');
			expect(await page.locator('.row-pending').count()).toBe(0);
		});
		test('a button of either chat works', async () => {
			for (const button of ['.d-button', '.t-key']) {
				const before = await page.locator('.row-said').count();
				await page.locator('.row-message').first().locator(button).first().click();
				const group = page.locator('.group', { has: page.locator('.row-said') }).nth(before);
				await group.locator('.row-message').waitFor();
				expect(await group.locator('.d-markdown').textContent()).toContain('about k1');
			}
		});
		test('a message can be replied to', async () => {
			await page.locator('.row-message').first().locator('.reply').click();
			expect(await page.locator('#about-title').textContent()).toBe('Ferry glides in');
			const before = await page.locator('.row-said').count();
			await say('/related');
			const group = page.locator('.group', { has: page.locator('.row-said') }).nth(before);
			await group.locator('.row-message').waitFor();
			expect(await group.locator('.d-markdown').textContent()).toContain('about k1');
			expect(await group.locator('.t-about').textContent()).toBe('Ferry glides in');
			expect(await group.locator('.d-only').textContent()).toBe('Only you can see this');
			expect(await page.locator('#about').isHidden()).toBe(true);
		});
		test('commands are suggested, chosen by arrows and completed', async () => {
			await page.fill('#line', '/');
			expect(await page.locator('[role=option] strong').allTextContents()).toEqual([
				'/summary',
				'/related',
				'/latest',
			]);
			await page.press('#line', 'ArrowDown');
			expect(await page.getAttribute('#line', 'aria-activedescendant')).toBe('suggestion-1');
			await page.press('#line', 'Tab');
			expect(await page.inputValue('#line')).toBe('/related ');
			expect(await page.locator('#suggestions').isHidden()).toBe(true);
			await page.fill('#line', '');
		});
		test('arrows bring back what was typed before', async () => {
			await page.press('#line', 'ArrowUp');
			expect(await page.inputValue('#line')).toBe('/related');
			await page.press('#line', 'ArrowUp');
			expect(await page.inputValue('#line')).toBe('/summary 2');
			await page.fill('#line', '');
		});
		test('what is no command gets a hint and stays in the line', async () => {
			await say('hello there');
			await page.waitForSelector('#hint.problem');
			expect(await page.textContent('#hint')).toContain('Commands start with /');
			expect(await page.inputValue('#line')).toBe('hello there');
			await page.fill('#line', '');
		});
		test('a command is a whole word, and a long one is cut with an ellipsis', async () => {
			await send('k3', {
				blocks: [
					{
						kind: 'text',
						content: ['/résumé </b> a/b, then ', { kind: 'code', text: '/latest' }, ' or /help.'],
					},
					{
						kind: 'text',
						content: [{ kind: 'code', text: '/r' }, 'ésumé ', { kind: 'code', text: '/help' }],
					},
				],
			});
			const row = page.locator('.row-message', { hasText: 'résumé' });
			await row.waitFor();
			expect(await row.locator('.t-command').allInnerTexts()).toEqual(['/latest', '/help']);
			await say(`/search ${'harbour '.repeat(200)}`);
			const used = page.locator('.d-used', { hasText: 'harbour harbour' });
			await used.waitFor();
			expect(await used.evaluate((node) => node.scrollHeight > node.clientHeight)).toBe(true);
		});
		test('a narrow screen shows one chat at a time', async () => {
			await page.setViewportSize({ width: 420, height: 800 });
			const seen = (look: string): Promise<boolean> =>
				page.locator(`.row-message .cell.${look}`).first().isVisible();
			expect([await seen('discord'), await seen('telegram')]).toEqual([true, false]);
			await page.check('input[value=telegram]', { force: true });
			expect([await seen('discord'), await seen('telegram')]).toEqual([false, true]);
			await page.setViewportSize({ width: 1300, height: 800 });
			expect([await seen('discord'), await seen('telegram')]).toEqual([true, true]);
		});
		test('the list is bounded, and what has left it is not remembered', async () => {
			for (let number = 0; number < 200; number++) await send(`more${number}`, post(`more${number}`, 'More'));
			await send('k1', post('k1', 'Ferry glides in again'));
			const last = page.locator('.group').last();
			await last.getByText('Ferry glides in again').first().waitFor();
			expect(await page.locator('.group').count()).toBe(200);
		});
	},
);
