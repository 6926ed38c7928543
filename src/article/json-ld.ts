/**
 * What a page says of its article in JSON-LD. Rules:
 * 1. Every block is read on its own: one broken block does not silence the others.
 * 2. The article is the first node of a news type, looked for in arrays and in @graph, at most 6 deep.
 * 3. Values are foreign: a value of the wrong kind is no value.
 */
import type { PageDocument } from './dom.ts';

export type JsonObject = { readonly [key: string]: unknown };

const MAX_BLOCK = 1_000_000;
const MAX_DEPTH = 6;
const ARTICLE_TYPE = /(?:^|\/)(?:\w*Article|\w*BlogPosting|Report|\w*NewsArticle|LiveBlogPosting|Review)$/;

export interface JsonLd {
	readonly article: JsonObject | undefined;
	readonly nodes: readonly JsonObject[];
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly unknown[] =>
	Array.isArray(value) ? value.slice(0, 100) : value === undefined || value === null ? [] : [value];

export function stringOf(value: unknown): string | undefined {
	let inner = value;
	for (let depth = 0; depth < MAX_DEPTH && isObject(inner); depth++) inner = inner.name ?? inner['@value'];
	return typeof inner === 'string' && inner.trim() !== '' ? inner.trim() : undefined;
}

export function readJsonLd(page: PageDocument): JsonLd {
	const nodes: JsonObject[] = [];
	for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
		const source = script.textContent ?? '';
		if (source.length <= MAX_BLOCK) collect(parsed(source), nodes, 0);
	}
	const articles = nodes.filter((node) => hasType(node, ARTICLE_TYPE));
	return { article: articles.find((node) => node.headline !== undefined) ?? articles[0], nodes };
}

export function hasType(node: JsonObject, type: RegExp): boolean {
	return listOf(node['@type']).some((name) => typeof name === 'string' && type.test(name.slice(0, 100)));
}

function parsed(source: string): unknown {
	const body = source
		.replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
		.replace(/(?:\/\/\s*)?(?:\]\]>|-->)\s*$/, '');
	try {
		return JSON.parse(body);
	} catch {
		try {
			// Publishers paste text with raw line breaks into their strings.
			return JSON.parse(body.replace(/\p{Cc}+/gu, ' '));
		} catch {
			return undefined;
		}
	}
}

function collect(value: unknown, nodes: JsonObject[], depth: number): void {
	if (depth > MAX_DEPTH || nodes.length > 500) return;
	for (const node of listOf(value)) {
		if (!isObject(node)) continue;
		if (node['@type'] !== undefined) nodes.push(node);
		collect(node['@graph'], nodes, depth + 1);
		collect(node.mainEntity, nodes, depth + 1);
		collect(node.mainEntityOfPage, nodes, depth + 1);
	}
}
