import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';
import { ADDRESS, habitPages, WORDS } from '../fixtures/pages/habits.ts';

/** bench/extraction.ts reads the pages of the other names as well. */
describe.each(['blog', 'bare'] as const)('habits of news pages, parts named as in a %s', (naming) => {
	test.each(Object.keys(WORDS))('%s', (language) => {
		for (const page of habitPages([naming], [language])) {
			const article = extractArticle(page.html, ADDRESS);
			expect(article.text.split('\n\n'), page.name).toEqual(page.paragraphs);
			for (const mark of page.marks) expect(article.text, page.name).not.toContain(mark);
			expect(article, page.name).toMatchObject(page.facts);
		}
	});
});
