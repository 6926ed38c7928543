import { expect, test } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { parseFeed } from '../../src/feed/parse.ts';
import { costMeter } from '../cost.ts';
import { TEXT_PROBES } from './probes/text.ts';
import { inItem, type Probe, XML_PROBES } from './probes/xml.ts';

const read = (body: string | Uint8Array) => parseFeed(Buffer.from(body), { url: 'https://h.example/feed' });

/** Each stands for a loop of its own; bench/hostile.ts sends them all. */
const PICKED = new Set([
	'250 open and ends of another case',
	'256 scopes and 500,000 unknown prefixes',
	'5,000 items of 60 own categories',
	'JSON: backslashes',
	'JSON: own names',
	'ampersands',
	'an unclosed attribute of 10 MB',
	'dates of words',
	'hosts of dots',
	'one section over 100,000 items',
	'quotes that grow when escaped',
	'two million empty elements in one item',
]);

test.each([...XML_PROBES, ...TEXT_PROBES].filter(([name]) => PICKED.has(name)))(
	'%s: answered or refused soon, and the next feed is read',
	async (...[, make]: Probe) => {
		const body = make();
		const cost = costMeter();
		const outcome = await read(body).catch((error: unknown) => error);
		expect(outcome instanceof FeedError || (outcome instanceof Object && 'items' in outcome)).toBe(true);
		expect(cost()).toBeLessThan(12_000);
		expect((await read(inItem('<title>still here</title>'))).items[0]?.title).toBe('still here');
	},
	20_000,
);

test('what is too much in one item costs no other', async () => {
	const junk = '<b>'.repeat(400) + '<i/>'.repeat(150_000);
	const feed = await read(
		`<rss><channel><item><title>a</title>${junk}</item><item><title>b</title></item></channel></rss>`,
	);
	expect(feed.items.map(({ title }) => title)).toEqual(['a', 'b']);
});
