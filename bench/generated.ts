/**
 * 5,000 feeds written from a model (tests/feed/generator), read back by us, rss-parser and feedsmith; the rivals get
 * our decoding. `node bench/generated.ts [seed]`. Bodies are compared by their words.
 */
import fc from 'fast-check';
import { CORE, type Wrong, wrongFields } from '../tests/feed/generator/judge.ts';
import { published } from '../tests/feed/generator/publish.ts';
import { READERS } from './feeds/readers.ts';

const FILES = 5000;
const seed = Number(process.argv[2] ?? 1);
const files = fc.sample(published, { seed, numRuns: FILES });
const table: Record<string, object> = {};
for (const [name, reader] of READERS) {
	let thrown = 0;
	let core = 0;
	let all = 0;
	const wrongIn = new Map<Wrong, number>();
	for (const file of files) {
		const reading = await reader(file);
		const wrong = wrongFields(file, reading?.items, false);
		if (reading === undefined) thrown++;
		if (!CORE.some((field) => wrong.has(field))) core++;
		if (wrong.size === 0) all++;
		for (const field of wrong) wrongIn.set(field, (wrongIn.get(field) ?? 0) + 1);
	}
	const percent = (part: number): string => `${((100 * part) / FILES).toFixed(2)} %`;
	table[name] = {
		thrown,
		'core right': percent(core),
		'all right': percent(all),
		...Object.fromEntries([...wrongIn].map(([field, count]) => [`${field} wrong`, count])),
	};
}
console.log(`${FILES} generated files, seed ${seed}`);
console.table(table);
