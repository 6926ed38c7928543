/** A list of feeds on the publisher, some of them broken, as another reader would export it. */
import type { Publisher } from '../stand-ins/publisher.ts';

const rss = (title: string, items: readonly string[]): string =>
	`<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>https://quern.example/</link>${items
		.map((item) => `<item><title>${item}</title><guid isPermaLink="false">${item}</guid></item>`)
		.join('')}</channel></rss>`;

export interface FeedList {
	readonly opml: string;
	/** Puts a new article on top of a feed. */
	publish(index: number, title: string): void;
	/** The last feed answers from now on; until then whoever asks for it waits. */
	release(): void;
}

/** @param broken how many of them are no feed; one more has no address at all, one is named twice. */
export function openList(publisher: Publisher, name: string, count: number, broken: number): FeedList {
	const path = (index: number): string => `/${name}/${index}.xml`;
	const serve = (index: number, items: readonly string[]): void =>
		publisher.serve(path(index), { type: 'application/rss+xml', body: rss(`${name} ${index}`, items) });
	for (let index = 0; index < count; index++) {
		if (index < broken) publisher.serve(path(index), { type: 'text/html', body: '<p>Gone fishing</p>' });
		else serve(index, [`${name} old ${index}`]);
	}
	const released = Promise.withResolvers<void>();
	publisher.serve(path(count - 1), (_request, response) => {
		void released.promise.then(() =>
			response
				.writeHead(200, { 'content-type': 'application/rss+xml' })
				.end(rss(`${name} ${count - 1}`, [`${name} old ${count - 1}`])),
		);
	});
	const outline = (index: number): string =>
		`<outline type="rss" text="${name} ${index}" xmlUrl="${publisher.url}${path(index)}"/>`;
	const half = Math.floor(count / 2);
	const all = Array.from({ length: count }, (_, index) => outline(index));
	return {
		opml: `<?xml version="1.0"?><opml version="1.0"><body>${all.slice(0, half).join('')}<outline text="Quern &amp; more">${all
			.slice(half)
			.join('')}</outline><outline text="Odd" xmlUrl="about:blank"/>${outline(count - 1)}</body></opml>`,
		release: released.resolve,
		publish: (index, title) => serve(index, [title, `${name} old ${index}`]),
	};
}
