/** Data for measuring, kept outside the repository; a bench says that it skips where it is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';

const DATA = new URL('../../shared/data/', import.meta.url);

/** @returns undefined, and says so, where the file is not there. */
export function readRows<T>(name: string, row: z.ZodType<T>): T[] | undefined {
	const file = new URL(name, DATA);
	if (!existsSync(file)) {
		console.log(`skipped: ${name} is not in ../shared/data`);
		return undefined;
	}
	const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
	return lines.map((line) => row.parse(JSON.parse(line)));
}
