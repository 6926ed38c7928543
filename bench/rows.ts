/** Data for measuring, kept outside the repository; a bench says that it skips where it is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';

const DATA = new URL('../../shared/data/', import.meta.url);

/** One row at a time: the whole as text would be the larger part of what a bench of memory measures. */
export function* eachRow<T>(name: string, row: z.ZodType<T>): Generator<T> {
	const file = new URL(name, DATA);
	if (!existsSync(file)) {
		console.log(`skipped: ${name} is not in ../shared/data`);
		return;
	}
	const bytes = gunzipSync(readFileSync(file));
	for (let from = 0; from < bytes.length; ) {
		const end = bytes.indexOf(10, from);
		const line = bytes.toString('utf8', from, end === -1 ? bytes.length : end);
		if (line.trim() !== '') yield row.parse(JSON.parse(line));
		from = end === -1 ? bytes.length : end + 1;
	}
}

/** @returns undefined, and says so, where the file is not there. */
export function readRows<T>(name: string, row: z.ZodType<T>): T[] | undefined {
	const rows = [...eachRow(name, row)];
	return rows.length === 0 ? undefined : rows;
}
