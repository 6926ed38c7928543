/**
 * Draws docs/preview.png: the sample newsroom on the preview page, in a real browser (Chromium must be
 * installed). Usage: node scripts/screenshot.ts [path of chromium]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { readConfig } from '../src/config.ts';
import { startDepeche } from '../src/depeche.ts';
import { createLog } from '../src/log.ts';

const POSTS = 4;
const executablePath = process.argv[2] ?? '/usr/bin/chromium';

const folder = mkdtempSync(join(tmpdir(), 'depeche-picture-'));
const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn' });
const depeche = await startDepeche(config, createLog({ level: config.LOG_LEVEL, secrets: [] }));
const browser = await chromium.launch({
	executablePath,
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
	const page = await browser.newPage({
		viewport: { width: 1280, height: 860 },
		locale: 'en',
		reducedMotion: 'reduce',
	});
	await page.goto(depeche.url);
	await page
		.getByRole('button', { name: 'Summary' })
		.nth(POSTS * 2)
		.waitFor();
	await page.screenshot({ path: 'docs/preview.png' });
} finally {
	await browser.close();
	await depeche.stop();
	rmSync(folder, { recursive: true, force: true });
}
