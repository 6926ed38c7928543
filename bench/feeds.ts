/**
 * How much of real and of crafted feeds is read right, beside rss-parser and feedsmith (both with our decoding).
 * `node bench/feeds.ts`; `--misses` names what we read otherwise. Skips where the data is absent.
 */
import { EXPLAINED, isExplained } from './feeds/explained.ts';
import { BASE, CORE, FIELDS, type Field } from './feeds/judge.ts';
import { READERS, type Reader } from './feeds/readers.ts';
import { judgeReal, type RealRow, realRows } from './feeds/real.ts';
import { grade, isAsked, type SuiteRow, suiteRows } from './feeds/suites.ts';

const showMisses = process.argv.includes('--misses');
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

async function measureReal(reader: Reader, rows: readonly RealRow[], name: string): Promise<object> {
	const right = { thrown: 0, core: 0, all: 0, coreExplained: 0, allExplained: 0 };
	const wrongIn = new Map<Field, number>(FIELDS.map((field) => [field, 0]));
	for (const row of rows) {
		const bytes = Buffer.from(row.base64, 'base64');
		const reading = await reader({ bytes, url: BASE, contentType: undefined });
		const wrong = judgeReal(reading, row);
		const open = [...wrong].filter((field) => !isExplained(row.name, field));
		if (reading === undefined) right.thrown++;
		if (CORE.every((field) => !wrong.has(field))) right.core++;
		if (wrong.size === 0) right.all++;
		if (CORE.every((field) => !open.includes(field))) right.coreExplained++;
		if (open.length === 0) right.allExplained++;
		for (const field of wrong) wrongIn.set(field, (wrongIn.get(field) ?? 0) + 1);
		if (showMisses && name === 'ours' && open.length > 0) console.log(`  ${row.name}: ${open.join(', ')}`);
	}
	return {
		thrown: right.thrown,
		'core right': percent(right.core, rows.length),
		'all right': percent(right.all, rows.length),
		'core, explained set aside': percent(right.coreExplained, rows.length),
		'all, explained set aside': percent(right.allExplained, rows.length),
		...Object.fromEntries([...wrongIn].map(([field, count]) => [`${field} wrong`, count])),
	};
}

async function measureSuites(reader: Reader, rows: readonly SuiteRow[], name: string): Promise<object> {
	const grades = { verbatim: 0, strict: 0, lenient: 0, wrong: 0 };
	let thrown = 0;
	for (const row of rows) {
		const bytes = Buffer.from(row.base64, 'base64');
		const reading = await reader({ bytes, url: row.url ?? BASE, contentType: row.contentType ?? undefined });
		if (reading === undefined) thrown++;
		for (const check of row.checks.filter(isAsked)) {
			const given = grade(reading, check);
			grades[given]++;
			if (showMisses && name === 'ours' && (given === 'wrong' || given === 'lenient'))
				console.log(`  ${given} ${row.name} ${check.scope} ${check.field} ${JSON.stringify(check.value)}`);
		}
	}
	const { verbatim, strict, lenient, wrong } = grades;
	const checks = verbatim + strict + lenient + wrong;
	return {
		thrown,
		checks,
		'to the letter': percent(verbatim, checks),
		strict: percent(verbatim + strict, checks),
		lenient: percent(checks - wrong, checks),
	};
}

const real = realRows();
if (real !== undefined) {
	console.log(`${real.length} realistic files against feedparser`);
	const table: Record<string, object> = {};
	for (const [name, reader] of READERS) table[name] = await measureReal(reader, real, name);
	for (const { file, field, reason } of EXPLAINED) console.log(`  set aside: ${file} ${field}: ${reason}`);
	console.table(table);
}
const suites = suiteRows();
if (suites !== undefined) {
	console.log(
		`${suites.length} files of other readers' tests; what is asked of a feed itself: title and link`,
	);
	const table: Record<string, object> = {};
	for (const [name, reader] of READERS) table[name] = await measureSuites(reader, suites, name);
	console.table(table);
}
