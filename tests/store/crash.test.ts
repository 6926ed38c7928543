import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../../src/store/db.ts';
import { feedById } from './look.ts';

const ROUNDS = 6;
const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));

/** Lets a child commit `commits` dispatches, kills it in the middle of whatever it does then. */
async function runAndKill(dataDir: string, first: number, commits: number): Promise<number[]> {
	const child = spawn(process.execPath, [CHILD, dataDir, String(first)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const closed = once(child, 'close');
	const acknowledged: number[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		acknowledged.push(Number(line));
		if (acknowledged.length === commits) child.kill('SIGKILL');
	}
	const [code, signal] = await closed;
	expect([code, signal]).toEqual([null, 'SIGKILL']);
	return acknowledged;
}

async function countsById(db: Db): Promise<Map<string, string>> {
	const { rows } = await sql<{ id: string; parts: string }>`
		select id, (select count(*) from stories where stories.id = articles.id)
			|| ' story, ' || (select count(*) from deliveries where subject = 'story:' || articles.id)
			|| ' deliveries, ' || (select count(*) from feed_items where article_id = articles.id)
			|| ' item, ' || (select count(*) from article_search where rowid = articles.seq) || ' indexed' as parts
		from articles`.execute(db);
	return new Map(rows.map((row) => [row.id, row.parts]));
}

test(`SQLite, ${ROUNDS} × kill -9: every acknowledged commit is there, none is partial`, async () => {
	const dataDir = await mkdtemp(join(tmpdir(), 'depeche-crash-'));
	const acknowledged: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const first = round * 1_000;
		acknowledged.push(...(await runAndKill(dataDir, first, 1 + Math.floor(Math.random() * 60))));

		const { db, close } = await openDatabase({ dataDir });
		const dispatches = await countsById(db);
		for (const number of acknowledged) expect(dispatches.has(`article-${number}`), `${number}`).toBe(true);
		expect(new Set(dispatches.values())).toEqual(new Set(['1 story, 2 deliveries, 1 item, 1 indexed']));
		for (const table of ['stories', 'feed_items'] as const) {
			const rows = await db.selectFrom(table).selectAll().execute();
			expect(rows, table).toHaveLength(dispatches.size);
		}

		const newest = Math.max(...[...dispatches.keys()].map((id) => Number(id.replace('article-', ''))));
		expect((await feedById(db, 'feed-1'))?.validators.etag).toBe(`article-${newest}`);
		const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
		expect(check.rows).toEqual([{ integrity_check: 'ok' }]);
		await sql`insert into article_search (article_search) values ('integrity-check')`.execute(db);
		await close();
	}
	await rm(dataDir, { recursive: true });
});
