/**
 * Feeds written from a model in every format, with the habits of real ones, read back: what went in comes out.
 * Where labels lie and texts are short, a few cannot be decided by anybody: rates are asserted, and who fails is told.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/parse.ts';
import { CORE, type Read, type Wrong, wrongFields } from './generator/judge.ts';
import { type Published, published } from './generator/publish.ts';

async function read({ bytes, url, contentType }: Published): Promise<Read[] | undefined> {
	const feed = await parseFeed(bytes, { url, contentType }).catch(() => undefined);
	return feed?.items.map((item) => ({
		title: item.title,
		url: item.url,
		guid: item.id,
		dates: [item.publishedAt, item.updatedAt].flatMap((date) => (date === undefined ? [] : [date.getTime()])),
		authors: item.authors,
		bodies: [item.summary, item.content].filter((body) => body !== undefined),
		enclosures: item.enclosures,
		categories: item.categories,
	}));
}

test.each([
	['files that were looked at', 20_260_304],
	['files that nobody has seen', Date.now() % 2 ** 31],
])(
	'generated feeds read back: %s (seed %d)',
	async (_name, seed) => {
		const files = fc.sample(published, { seed, numRuns: 400 });
		const failed: { readonly wrong: ReadonlySet<Wrong>; readonly about: string; readonly text: string }[] =
			[];
		for (const file of files) {
			const wrong = wrongFields(file, await read(file), true);
			if (wrong.size > 0) failed.push({ wrong, about: file.about, text: file.text.slice(0, 300) });
		}
		const told = failed.map(({ wrong, about, text }) => `${[...wrong]}: ${about}\n${text}`).join('\n\n');
		const inCore = failed.filter(({ wrong }) => CORE.some((field) => wrong.has(field)));
		expect(1 - inCore.length / files.length, told).toBeGreaterThanOrEqual(0.99);
		expect(1 - failed.length / files.length, told).toBeGreaterThanOrEqual(0.98);
	},
	60_000,
);
