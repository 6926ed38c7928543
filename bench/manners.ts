/**
 * How the reader behaves, judged by its publishers, and what that saves. First the table of faults after days in a
 * town of all habits (tests/feed/town.ts), with restarts. Then the bytes: feeds of which four in five honour
 * validators, and of which one poll in twenty finds something new; what the publishers sent (heads included, gzip)
 * against what they would have sent to a reader that asks at the same moments without validators.
 * Usage: npx node bench/manners.ts [--days 7] [--feeds 50]
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createFetcher } from '../src/feed/fetch.ts';
import { DAY, HOUR, MINUTE, START, simulate } from '../tests/feed/simulation.ts';
import { openTown } from '../tests/feed/town.ts';
import { faultsOf } from '../tests/stand-ins/manners.ts';
import { answer } from '../tests/stand-ins/publisher.ts';

const { values } = parseArgs({
	options: { days: { type: 'string', default: '7' }, feeds: { type: 'string', default: '50' } },
});
const DAYS = Number(values.days);
const FEEDS = Number(values.feeds);
const KINDS = [
	'made-up validator',
	'lost validator',
	'early',
	'greedy',
	'crowd',
	'flood',
	'after the end',
	'lost',
	'invented',
	'nosy',
	'masked',
];

async function manners(): Promise<void> {
	const life = await simulate();
	const town = await openTown(life);
	life.start();
	for (let stretch = 0; stretch < DAYS * 3; stretch++) {
		await life.pass(8 * HOUR);
		await life.stop();
		life.start();
	}
	const visits = town.visits();
	const faults = faultsOf(visits, town.published);
	console.log(
		`${DAYS} days, ${town.published.size} addresses, ${visits.length} requests, ${DAYS * 3} restarts`,
	);
	for (const kind of KINDS)
		console.log(`${kind.padEnd(20)} ${faults.filter((fault) => fault.kind === kind).length}`);
	await life.close();
}

/** As long as a feed of the web: 70 kB of markup, 16 kB of gzip. */
const words = randomBytes(9_000).toString('hex');
const bodyOf = (edition: number): Buffer => {
	const items = Array.from({ length: 20 }, (_, index) => {
		const text = words.slice(index * 900, index * 900 + 900);
		const said = `${text} ${text} ${text} ${text}`;
		return `<item><title>Tide ${edition - index}</title><guid>${edition - index}</guid><description>${said}</description></item>`;
	});
	return gzipSync(`<rss version="2.0"><channel><title>Tides</title>${items.join('')}</channel></rss>`);
};

async function bytes(): Promise<void> {
	const life = await simulate({ bounds: { minSeconds: 3600, maxSeconds: 3600 } });
	const editions = new Map<number, Buffer>();
	const sites = await Promise.all(
		Array.from({ length: FEEDS }, async (_, feed) => {
			const site = await life.publisher();
			const honours = feed % 5 !== 0;
			site.serve('/feed', (request, response) => {
				const edition = Math.floor((life.now() - START + feed * 20 * MINUTE) / (20 * HOUR));
				const body = editions.get(edition) ?? bodyOf(edition);
				editions.set(edition, body);
				const headers = { 'content-encoding': 'gzip', ...(honours && { etag: `"${edition}"` }) };
				answer({ body, headers }, request, response);
			});
			await life.follow(`${site.url}/feed`);
			return site;
		}),
	);
	life.start();
	await life.pass(DAYS * DAY);
	await life.stop();
	const polls = sites.flatMap(({ requests }) => requests);
	const news = polls.filter(({ status }) => status === 200).length;
	const sent = polls.reduce((sum, visit) => sum + visit.bytes, 0);

	// The same polls by a reader that forgets.
	const forgetful = createFetcher({ allowPrivate: ['127.0.0.0/8'] });
	const asked = sites.map(({ requests }) => requests.length);
	for (const [place, site] of sites.entries())
		for (let poll = 0; poll < (asked[place] ?? 0); poll++)
			await forgetful.get(`${site.url}/feed`, { kind: 'feed' });
	const again = sites.flatMap(({ requests }, place) => requests.slice(asked[place]));
	const unconditional = again.reduce((sum, visit) => sum + visit.bytes, 0);
	await forgetful.close();
	await life.close();
	const kilo = (total: number): string => (total / polls.length / 1000).toFixed(2);
	console.log(
		`${FEEDS} feeds, ${polls.length} polls, ${((news / polls.length) * 100).toFixed(0)} % answered in full: ${kilo(sent)} kB a poll, unconditional gzip ${kilo(unconditional)} kB: ${(((sent - unconditional) / unconditional) * 100).toFixed(1)} %`,
	);
}

await manners();
await bytes();
