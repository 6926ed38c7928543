/**
 * What hostile feeds cost the program: every probe goes through parseFeed on the way the program takes. Prints the
 * longest time to an answer, the longest block of the main loop, how much the process grew at most over what it took
 * after an ordinary feed, and whether an ordinary feed is still read.
 * Usage: node bench/hostile.ts [part of a probe's name]
 */
import { setImmediate } from 'node:timers/promises';
import { FeedError } from '../src/errors.ts';
import { parseFeed } from '../src/feed/parse.ts';
import { TEXT_PROBES } from '../tests/feed/probes/text.ts';
import { inItem, XML_PROBES } from '../tests/feed/probes/xml.ts';

const MB = 1024 * 1024;
const ORDINARY = Buffer.from(inItem('<title>ordinary</title><pubDate>5 janvier 2024</pubDate>'));

const read = (body: Uint8Array): Promise<string> =>
	parseFeed(body, { url: 'https://h.example/feed' }).then(
		({ items }) => `${items.length} items`,
		(error: unknown) => {
			if (error instanceof FeedError) return error.problem;
			throw error;
		},
	);

/** Turns the loop until `work` is done. @returns the longest turn in ms, and the largest process in bytes. */
async function watched<T>(work: Promise<T>): Promise<{ value: T; block: number; size: number }> {
	let [block, size, isDone] = [0, 0, false];
	const settled = work.finally(() => {
		isDone = true;
	});
	let before = performance.now();
	while (!isDone) {
		await setImmediate();
		const now = performance.now();
		block = Math.max(block, now - before);
		before = now;
		size = Math.max(size, process.memoryUsage.rss());
	}
	return { value: await settled, block, size };
}

const wanted = process.argv[2] ?? '';
const probes = [...XML_PROBES, ...TEXT_PROBES].filter(([name]) => name.includes(wanted));
for (let warm = 0; warm < 20; warm++) await read(ORDINARY);
const rows: { name: string; answer: string; ms: number; block: number; growth: number }[] = [];
for (const [name, make] of probes) {
	const body = Buffer.from(make());
	const start = process.memoryUsage.rss();
	const began = performance.now();
	const { value, block, size } = await watched(read(body));
	rows.push({ name, answer: value, ms: performance.now() - began, block, growth: (size - start) / MB });
	if ((await read(ORDINARY)) !== '1 items') throw new Error(`after ${name} an ordinary feed is not read`);
}
for (const { name, answer, ms, block, growth } of rows)
	console.log(
		`${name.padEnd(44)} ${answer.padEnd(12)} ${ms.toFixed(0).padStart(5)} ms, blocked ${block.toFixed(0).padStart(3)} ms, ${growth.toFixed(0).padStart(4)} MB`,
	);
const worst = (key: 'ms' | 'block' | 'growth'): string => Math.max(...rows.map((row) => row[key])).toFixed(0);
console.log(
	`${rows.length} probes: worst answer ${worst('ms')} ms, longest block ${worst('block')} ms, growth ${worst('growth')} MB`,
);
