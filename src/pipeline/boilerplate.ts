/**
 * What an outlet prints under every article: subscription walls, series notes, house lines. Rules:
 * 1. A paragraph that the same outlet has already shown under another title says nothing about this article:
 *    it counts neither for its story nor for its relatives. (Two articles behind the same wall would
 *    otherwise look like one story, and the second would never be posted.)
 * 2. The article itself keeps its whole text.
 * 3. The newest PARAGRAPHS are remembered, by hash; a forgotten one merely counts again.
 */
import { shortId } from '../id.ts';
import type { Article } from '../model.ts';

const PARAGRAPHS = 200_000;

export type OwnText = (article: Pick<Article, 'title' | 'text' | 'source'>) => string;

export function createOwnText(): OwnText {
	/** Paragraph of an outlet → the title it first stood under. */
	const seen = new Map<string, string>();

	function isOwn(paragraph: string, { title, source }: Pick<Article, 'title' | 'source'>): boolean {
		const key = shortId('paragraph', source, paragraph);
		const first = seen.get(key) ?? title;
		seen.set(key, first);
		const [oldest] = seen.size > PARAGRAPHS ? seen.keys() : [];
		if (oldest !== undefined) seen.delete(oldest);
		return first === title;
	}

	return (article) =>
		article.text
			.split('\n\n')
			.filter((paragraph) => isOwn(paragraph, article))
			.join('\n\n');
}
