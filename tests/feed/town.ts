/**
 * A town of publishers with every habit we know of, good and bad, for the simulation. What they publish is counted
 * by its clock, so that a reader can be asked what it missed.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Asks } from '../stand-ins/manners.ts';
import { answer, type Handler, type Publisher, type Served, type Visit } from '../stand-ins/publisher.ts';
import { HOUR, MINUTE, type Simulation, START } from './simulation.ts';

export interface Town {
	/** Feeds that keep telling news: address → ms from one item to the next. */
	readonly lively: ReadonlyMap<string, number>;
	/** Host and path → what is told of it. */
	readonly names: ReadonlyMap<string, string>;
	/** Host and path of all that is served or linked. */
	readonly published: ReadonlyMap<string, Asks>;
	visits(): readonly Visit[];
}

const SHOWN = 10;
const BOMB = gzipSync(Buffer.alloc(40 * 1024 * 1024));

interface Habit {
	readonly every?: number;
	readonly head?: string;
	readonly asks?: Asks;
	readonly headers?: (number: number, now: number) => Readonly<Record<string, string>>;
}

const document = (every: number, now: number, head = ''): string => {
	const newest = Math.floor((now - START) / every);
	const items = Array.from({ length: Math.min(SHOWN, newest + 1) }, (_, index) => {
		const number = newest - index;
		const date = new Date(START + number * every).toUTCString();
		return `<item><title>Tide ${number}</title><guid>${number}</guid><pubDate>${date}</pubDate></item>`;
	});
	const channel = `<title>The tides</title><link>http://tides.example/</link>${head}${items.join('')}`;
	return `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>${channel}</channel></rss>`;
};

const tag = (number: number): Readonly<Record<string, string>> => ({ etag: `W/"tide-${number}"` });
const stamp = (every: number) => (number: number) => ({
	'last-modified': new Date(START + number * every).toUTCString(),
});
const gmt = (at: number): string => new Date(at).toUTCString();

const HABITS: Readonly<Record<string, Habit>> = {
	tagged: { headers: tag },
	dated: { every: 24 * HOUR, headers: stamp(24 * HOUR) },
	both: { headers: (number) => ({ ...tag(number), ...stamp(6 * HOUR)(number) }) },
	bare: {},
	fresh: {
		every: 2 * HOUR,
		headers: (number) => ({ ...tag(number), 'cache-control': 'public, max-age=7200' }),
	},
	'fresh-for-days': { headers: (number) => ({ ...tag(number), 'cache-control': 'max-age=604800' }) },
	expiring: { headers: (number, now) => ({ ...tag(number), date: gmt(now), expires: gmt(now + 4 * HOUR) }) },
	'never-fresh': { headers: (number) => ({ ...tag(number), expires: '0', pragma: 'no-cache' }) },
	fast: { every: 25 * MINUTE, headers: (number) => ({ ...tag(number), 'cache-control': 'max-age=120' }) },
	ttl: { head: '<ttl>240</ttl>', asks: { ttlMs: 4 * HOUR }, headers: tag },
	sleepy: {
		head: '<skipHours><hour>0</hour><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Wednesday</day></skipDays>',
		asks: { skipHours: [0, 1, 2], skipDays: [3] },
		headers: tag,
	},
	syndicated: {
		head: '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
		asks: { ttlMs: 6 * HOUR },
		headers: tag,
	},
	sticky: { headers: (number) => ({ ...tag(number), 'set-cookie': 'visitor=7; Path=/' }) },
};

function edition(life: Simulation, { every = 6 * HOUR, head, headers }: Habit): Handler {
	return (request, response) => {
		const now = life.now();
		const number = Math.floor((now - START) / every);
		answer({ body: document(every, now, head), headers: headers?.(number, now) ?? {} }, request, response);
	};
}

const redirect = (location: string, status = 302): Served => ({ status, headers: { location }, body: '' });

/** Every other answer is empty, or of another tag with the same words: nothing in them is new. */
function whimsical(life: Simulation): Handler {
	let count = 0;
	return (_request, response) => {
		count++;
		const isEmpty = count % 2 === 0;
		const body = isEmpty ? '' : document(6 * HOUR, life.now());
		const headers = { 'content-length': Buffer.byteLength(body), ...(!isEmpty && { etag: `"${count}"` }) };
		response.writeHead(200, headers).end(body);
	};
}

/** A storm: for six hours of each day the host wants nobody. */
function stormy(life: Simulation, calm: Handler): Handler {
	return (request, response) => {
		const hour = new Date(life.now()).getUTCHours();
		if (hour >= 18) response.writeHead(hour % 2 === 0 ? 429 : 503, { 'retry-after': '9000' }).end();
		else calm(request, response);
	};
}

const endless = (_request: IncomingMessage, response: ServerResponse): void => {
	response.writeHead(200, { 'content-type': 'application/xml' });
	const drip = setInterval(() => response.write('<item><title>more</title></item>'), 20);
	response.on('close', () => clearInterval(drip));
};

export async function openTown(life: Simulation): Promise<Town> {
	const published = new Map<string, Asks>();
	const names = new Map<string, string>();
	const lively = new Map<string, number>();
	const publishers: Publisher[] = [];
	const open = async (): Promise<Publisher> => {
		const publisher = await life.publisher();
		publishers.push(publisher);
		return publisher;
	};
	const serve = (site: Publisher, path: string, what: Served | Handler, asks: Asks = {}): string => {
		site.serve(path, what);
		names.set(`${new URL(site.url).host}${path}`, path);
		published.set(`${new URL(site.url).host}${path}`, asks);
		return `${site.url}${path}`;
	};
	const follow = async (address: string, every?: number): Promise<void> => {
		await life.follow(address);
		if (every !== undefined) lively.set(address, every);
	};

	for (const [name, habit] of Object.entries(HABITS)) {
		const site = await open();
		await follow(serve(site, `/${name}`, edition(life, habit), habit.asks), habit.every ?? 6 * HOUR);
	}
	const tagged = edition(life, { headers: tag });

	const [here, there] = [await open(), await open()];
	serve(there, '/feed', tagged);
	serve(there, '/hop', redirect('/feed'));
	await follow(serve(here, '/lent', redirect(`${there.url}/hop`)), 6 * HOUR);
	const [left, kept] = [await open(), await open()];
	serve(kept, '/feed', tagged);
	await follow(serve(left, '/moved', redirect(`${kept.url}/feed`, 301)), 6 * HOUR);
	const maze = await open();
	serve(maze, '/ring', redirect('/gnir'));
	await follow(serve(maze, '/gnir', redirect('/ring')));
	for (let hop = 1; hop <= 9; hop++) serve(maze, `/hop-${hop}`, redirect(`/hop-${hop + 1}`));
	await follow(`${maze.url}/hop-1`);

	for (const status of [401, 403, 404, 410, 500]) {
		await follow(serve(await open(), `/${status}`, { status, body: 'no' }));
	}
	const storm = await open();
	for (const name of ['a', 'b', 'c', 'd'])
		await follow(serve(storm, `/${name}`, stormy(life, tagged)), 6 * HOUR);
	await follow(serve(await open(), '/always-429', { status: 429, body: '' }));
	await follow(serve(await open(), '/whimsical', whimsical(life)));
	await follow(serve(await open(), '/silent', () => {}));
	await follow(serve(await open(), '/endless', endless));
	await follow(serve(await open(), '/bomb', { body: BOMB, headers: { 'content-encoding': 'gzip' } }));
	await follow(
		serve(await open(), '/parked', { body: '<!DOCTYPE html><title>Parked</title>', type: 'text/html' }),
	);

	return {
		names,
		lively,
		published,
		visits: () => publishers.flatMap(({ requests }) => requests).toSorted((a, b) => a.at - b.at),
	};
}
