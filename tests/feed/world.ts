/** The world's hosts for tests of discovery: each is a folder of one publisher, which an injected fetcher maps. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Discovered, discover } from '../../src/feed/discover.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { type Publisher, type Served, startPublisher } from '../stand-ins/publisher.ts';

export const COURIER = 'https://courier.example';
export const rss = (title: string, items = '<item><title>One</title></item>'): string =>
	`<rss version="2.0"><channel><title>${title}</title>${items}</channel></rss>`;
export const link = (href: string, title = ''): string =>
	`<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
export const html = (head: string, body = ''): Served => ({
	type: 'text/html',
	body: `<!doctype html><html><head><title>The Averil Courier – news from the port</title>${head}</head><body>${body}</body></html>`,
});

export interface World {
	/** What was asked, as the world would have seen it; `page ` stands before what is read as a page. */
	readonly asked: readonly string[];
	serve(address: string, answer: Served | string): void;
	redirect(from: string, to: string, status: number): void;
	/** For every host. */
	robots(text: string): void;
	find(typed: string, signal?: AbortSignal): Promise<Discovered>;
}

/** A world for every test of the file that calls this. */
export function openWorld(): World {
	let publisher: Publisher;
	let inner: Fetcher;
	let asked: string[] = [];
	beforeAll(() => {
		inner = createFetcher({
			allowPrivate: ['127.0.0.0/8'],
			resolve: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
		});
	});
	afterAll(() => inner.close());
	beforeEach(async () => {
		publisher = await startPublisher();
		asked = [];
		return () => publisher.close();
	});

	/** `https://host/path` is the publisher's `/host/path`, asked for under the host's own name. */
	function inside(address: string): string {
		const { host, pathname, search } = new URL(address);
		return `/${host}${pathname}${search}`;
	}
	const port = (): string => new URL(publisher.url).port;
	const placeOf = (address: string): string =>
		`http://${new URL(address).hostname}:${port()}${inside(address)}`;
	const outside = (address: string): string => address.replace(/^http:\/\/[^/]+\//, 'https://');
	const fetcher: Fetcher = {
		async get(url, options) {
			asked.push(`${options.kind === 'page' ? 'page ' : ''}${url}`);
			const page = await inner.get(placeOf(url), options);
			return {
				...page,
				url: outside(page.url),
				...(page.permanent && { permanent: outside(page.permanent) }),
			};
		},
		get rests() {
			return inner.rests;
		},
		get memory() {
			return inner.memory;
		},
		post: () => Promise.reject(new Error('discovery only reads')),
		close: async () => {},
	};
	return {
		get asked() {
			return asked;
		},
		serve: (address, answer) =>
			publisher.serve(inside(address), typeof answer === 'string' ? { body: answer } : answer),
		redirect: (from, to, status) =>
			publisher.serve(inside(from), { status, headers: { location: placeOf(to) }, body: '' }),
		robots: (body) => publisher.serve('/robots.txt', { type: 'text/plain', body }),
		find: (typed, signal) => discover(typed, fetcher, signal),
	};
}
