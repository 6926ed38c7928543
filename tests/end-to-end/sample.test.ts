import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PATIENCE_MS = 30_000;
let folder: string;
let child: ChildProcess | undefined;
let output = '';

/** The real program as its own process, with nothing in its environment but what is given. */
function run(environment: Readonly<Record<string, string>>): ChildProcess {
	output = '';
	const started = spawn(
		process.execPath,
		['--disable-warning=ExperimentalWarning', join(process.cwd(), 'src/main.ts')],
		{
			cwd: folder,
			env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, PORT: '0', ...environment },
		},
	);
	for (const stream of [started.stdout, started.stderr]) {
		stream?.on('data', (chunk: Buffer) => {
			output += chunk.toString('utf8');
		});
	}
	child = started;
	return started;
}

async function address(): Promise<string> {
	await expect.poll(() => output, { timeout: PATIENCE_MS }).toMatch(/http:\/\/localhost:\d+/);
	return /http:\/\/localhost:\d+/.exec(output)?.[0] ?? '';
}

/** The JSON of the page's live stream, until it satisfies. */
async function listen(url: string, isEnough: (text: string) => boolean): Promise<string> {
	const response = await fetch(`${url}/preview/events`, { signal: AbortSignal.timeout(PATIENCE_MS) });
	let text = '';
	for await (const chunk of response.body ?? []) {
		text += Buffer.from(chunk).toString('utf8');
		if (isEnough(text)) return text;
	}
	return text;
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'depeche-sample-'));
});
afterEach(async () => {
	if (child?.exitCode === null && child.signalCode === null) {
		child.kill('SIGKILL');
		await once(child, 'exit');
	}
	rmSync(folder, { recursive: true, force: true });
});

describe('npm start with nothing configured', () => {
	test('the newsroom’s stories arrive on the page in both looks, commands are answered, a stop is clean', async () => {
		const program = run({});
		const url = await address();
		const posts = await listen(
			url,
			(text) => text.includes('"blockquote"') || text.includes('expandable_blockquote'),
		);
		expect(posts).toContain('"discord"');
		expect(output).toMatch(/posted/);

		const said = await fetch(`${url}/preview/say`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: url },
			body: JSON.stringify({ line: '/help', locale: 'fr' }),
		});
		expect(said.status).toBe(202);
		await listen(url, (text) => text.includes('Ce que je sais faire'));
		expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ ok: true });

		program.kill('SIGTERM');
		expect(await once(program, 'exit')).toEqual([0, null]);
	});

	test('wrong settings are told together, with remedies and without secrets, before anything starts', async () => {
		const program = run({ DISCORD_TOKEN: 'Bot very secret', PORT: 'eighty', POLL_MIN_SECONDS: '-1' });
		expect(await once(program, 'exit')).toEqual([1, null]);
		for (const name of ['DISCORD_TOKEN', 'PORT', 'POLL_MIN_SECONDS']) expect(output).toContain(`${name}: `);
		expect(output).not.toContain('very secret');
	});

	test('a second program on the same folder is refused with the remedy', async () => {
		run({});
		await address();
		const first = child;
		const second = run({});
		expect(await once(second, 'exit')).toEqual([1, null]);
		expect(output).toMatch(/in use by another Depeche/);
		child = first;
	});
});
