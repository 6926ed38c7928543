/**
 * How many feeds are read in a second: parseFeed as the program calls it (bytes in, its thread and the way there
 * and back included) against rss-parser and feedsmith, which get the text already decoded and stay on this thread.
 * Real files of 2 kB or more; what a rival throws on counts as read. One round to warm up, then the median of five
 * rounds, the readers taking turns.
 * Usage: node bench/parse-speed.ts [rounds, default 5]
 */
import { parseFeed as feedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import { z } from 'zod';
import { decode } from '../src/feed/decode.ts';
import { parseFeed } from '../src/feed/parse.ts';
import { readRows } from './rows.ts';

const SMALLEST = 2048;
const IN_FLIGHT = 4;
const Row = z.object({ name: z.string(), base64: z.base64() });

interface Sample {
	readonly url: string;
	readonly body: Uint8Array;
	readonly text: string;
}

type Round = (samples: readonly Sample[]) => Promise<void>;

const oneByOne =
	(read: (sample: Sample) => unknown): Round =>
	async (samples) => {
		for (const sample of samples) {
			try {
				await read(sample);
			} catch {
				// Judged on speed alone here.
			}
		}
	};

const ours = ({ body, url }: Sample) => parseFeed(body, { url });
const rssParser = new RssParser();

const READERS: readonly (readonly [name: string, round: Round])[] = [
	['rss-parser', oneByOne(({ text }) => rssParser.parseString(text))],
	['feedsmith', oneByOne(({ text }) => feedsmith(text))],
	['ours, one after the other', oneByOne(ours)],
	[
		`ours, ${IN_FLIGHT} in flight`,
		async (samples) => {
			const lanes = Array.from({ length: IN_FLIGHT }, (_, lane) =>
				oneByOne(ours)(samples.filter((_sample, place) => place % IN_FLIGHT === lane)),
			);
			await Promise.all(lanes);
		},
	],
];

const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rows = readRows('feeds/real.jsonl.gz', Row);
if (rows) {
	const samples = rows
		.map(({ name, base64 }) => ({
			url: `https://bench.example/${encodeURIComponent(name)}`,
			body: new Uint8Array(Buffer.from(base64, 'base64')),
		}))
		.filter(({ body }) => body.length >= SMALLEST)
		.map((sample) => ({ ...sample, text: decode(sample.body) }));
	const rounds = Number(process.argv[2] ?? 5);
	const rates = new Map<string, number[]>(READERS.map(([name]) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const [name, read] of READERS) {
			const began = performance.now();
			await read(samples);
			const rate = (samples.length * 1000) / (performance.now() - began);
			if (round > 0) rates.get(name)?.push(rate);
		}
	}
	const speeds = READERS.map(([name]) => ({ name, rate: median(rates.get(name) ?? []) }));
	const best = Math.max(...speeds.slice(0, 2).map(({ rate }) => rate));
	const megabytes = samples.reduce((sum, { body }) => sum + body.length, 0) / 1e6;
	console.log(
		`feeds a second: ${samples.length} real files, ${megabytes.toFixed(1)} MB, median of ${rounds}`,
	);
	for (const { name, rate } of speeds)
		console.log(`${name.padEnd(28)} ${rate.toFixed(0).padStart(6)}  × ${(rate / best).toFixed(2)}`);
}
