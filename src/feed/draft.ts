/**
 * What the readers of every format write and the canonical form is made of. Every list and text is capped here,
 * so that no feed decides how much memory it takes.
 */
import type { Enclosure } from '../model.ts';

export const LIMITS = {
	/** Bytes of a document. */
	document: 15 * 1024 * 1024,
	items: 5000,
	/** Characters of one summary or content. */
	body: 1024 * 1024,
	title: 2000,
	name: 300,
	authors: 20,
	categories: 100,
	/** Characters of keywords that are looked at: all that can be kept, with room for repeats. */
	keywords: 60_000,
	enclosures: 20,
	/** Of all items together: what comes back from the thread is unpacked on the main loop. */
	feedCategories: 30_000,
	feedEnclosures: 10_000,
} as const;

export interface DraftItem {
	readonly guid?: string | undefined;
	readonly url?: string | undefined;
	readonly originalUrl?: string | undefined;
	readonly title?: string | undefined;
	readonly authors: readonly string[];
	readonly publishedAt?: Date | undefined;
	readonly updatedAt?: Date | undefined;
	/** HTML. */
	readonly summary?: string | undefined;
	/** HTML. */
	readonly content?: string | undefined;
	readonly categories: readonly string[];
	readonly enclosures: readonly Enclosure[];
	readonly image?: string | undefined;
}

export interface DraftFeed {
	readonly title?: string | undefined;
	readonly siteUrl?: string | undefined;
	readonly language?: string | undefined;
	/** Seconds between two reads, as the publisher asks. */
	readonly ttlSeconds?: number | undefined;
	/** Hours of the day, GMT, 0 to 23. */
	readonly skipHours?: readonly number[] | undefined;
	/** Days of the week, GMT, 0 is Sunday. */
	readonly skipDays?: readonly number[] | undefined;
	/** Of WebSub, and the feed's own address as it knows it. */
	readonly hubUrl?: string | undefined;
	readonly selfUrl?: string | undefined;
	readonly isSitemap?: boolean | undefined;
	readonly items: readonly DraftItem[];
}

/** The first of the candidates that says something. */
export function firstOf<T>(...candidates: (() => T | undefined)[]): T | undefined {
	for (const candidate of candidates) {
		const value = candidate();
		if (value !== undefined) return value;
	}
	return undefined;
}

/** Trimmed, without repeats and empty ones, at most `limit` of them. */
export function names(values: readonly (string | undefined)[], limit: number): string[] {
	const kept = new Set<string>();
	for (const value of values) {
		const name = value === undefined ? '' : oneLine(value, LIMITS.name);
		if (name !== '') kept.add(name);
		if (kept.size === limit) break;
	}
	return [...kept];
}

/** More than one blank, or another one than the plain. */
const WIDE_SPACE = /\s\s|[^\S ]/;

/** White space collapsed, cut to `limit`. */
export function oneLine(text: string, limit: number): string {
	const line = text.slice(0, limit * 4).trim();
	return (WIDE_SPACE.test(line) ? line.replace(/\s+/g, ' ') : line).slice(0, limit);
}

const FORBIDDEN = /[^\t\n\r -\ufffd]/;

/** Without the characters that no XML document may hold. */
export function xmlText(text: string): string {
	if (!FORBIDDEN.test(text) && text.isWellFormed()) return text;
	return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}
