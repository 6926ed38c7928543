/**
 * The feeds whose time has come, by host. Rules:
 * 1. A host is visited by one at a time; its feeds wait in the order in which they became due.
 * 2. Hosts take turns: a crowd at one of them hides nobody. A host that rests keeps its feeds waiting.
 * 3. Only names are held: the row of a feed is read when its turn has come.
 */
export interface Waiting {
	readonly id: string;
	readonly host: string;
	/** Another host that is known to answer for it, after a redirect. */
	readonly answeredFrom?: string;
}

export interface Backlog {
	/** How many are waiting or being visited. */
	readonly size: number;
	has(id: string): boolean;
	add(feed: Waiting): void;
	/** The next whose host is free; its host is busy from now on. @param rests whether a host is to be left alone. */
	next(rests: (host: string) => boolean): Waiting | undefined;
	/** The visit is over: the next of its host may come. */
	freeHost(host: string): void;
	/** It is done with, and may be due again. */
	remove(id: string): void;
}

export function createBacklog(): Backlog {
	const known = new Set<string>();
	const lanes = new Map<string, Waiting[]>();
	/** Hosts in turn, none of them busy, each with somebody waiting. */
	const turns = new Set<string>();
	const busy = new Set<string>();

	function queue(feed: Waiting): void {
		const lane = lanes.get(feed.host);
		if (lane === undefined) lanes.set(feed.host, [feed]);
		else lane.push(feed);
		if (!busy.has(feed.host)) turns.add(feed.host);
	}

	return {
		get size() {
			return known.size;
		},
		has: (id) => known.has(id),
		add(feed) {
			if (known.has(feed.id)) return;
			known.add(feed.id);
			queue(feed);
		},
		next(rests) {
			for (const host of turns) {
				const lane = lanes.get(host) ?? [];
				if (rests(host)) continue;
				const place = lane.findIndex(
					({ answeredFrom }) => answeredFrom === undefined || !rests(answeredFrom),
				);
				const [feed] = place < 0 ? [] : lane.splice(place, 1);
				if (feed === undefined) continue;
				if (lane.length === 0) lanes.delete(host);
				turns.delete(host);
				busy.add(host);
				return feed;
			}
			return undefined;
		},
		freeHost(host) {
			busy.delete(host);
			if (lanes.has(host)) turns.add(host);
		},
		remove: (id) => void known.delete(id),
	};
}
