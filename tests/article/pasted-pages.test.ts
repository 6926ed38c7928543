import { describe, expect, test } from 'vitest';
import { extractFromText } from '../../src/article/plaintext.ts';
import { linesOf, PASTES, type Pasted } from '../fixtures/pastes.ts';

/** Lines of at most 72 columns, as mail programs make them; blank lines between paragraphs. */
const wrapped = (lines: readonly string[]): string =>
	lines
		.map((line) => {
			const rows = [''];
			for (const word of line.split(' ')) {
				const row = rows.at(-1) ?? '';
				if (row !== '' && row.length + word.length + 1 > 72) rows.push(word);
				else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
			}
			return rows.join('\n');
		})
		.join('\n\n');

const factsOf = (page: Pasted) => ({
	title: page.title,
	section: page.section,
	text: page.body.join('\n\n'),
	language: page.language,
	readCount: 186,
	commentCount: 0,
	readAlso: [{ title: page.readAlsoTitle }],
	tags: page.tags.slice(1),
	previous: { title: page.previous[1] },
	next: { title: page.next[1] },
	authorBio: page.bio,
});

describe.each(PASTES)('a page pasted in $language', (page) => {
	test.each([
		['with blank lines', linesOf(page).join('\n\n')],
		['without blank lines', linesOf(page).join('\n')],
		['with CRLF and tabs', linesOf(page).join(' \t\r\n\t')],
	])('%s: the facts, and a body of its own', (_name, text) => {
		expect(extractFromText(text)).toMatchObject(factsOf(page));
	});
	test.skipIf(page.language === 'ja')('wrapped at 72 columns: the paragraphs are whole again', () => {
		expect(extractFromText(wrapped(linesOf(page)))).toMatchObject(factsOf(page));
	});
	test('labels on lines of their own, neighbours glued or under their labels', () => {
		const lines = linesOf(page).flatMap((line) => {
			if (line === page.previous.join(': '))
				return [page.previous.join(page.language === 'ja' ? '\n' : '\n')];
			if (line === page.next.join(': ')) return page.next;
			return [line];
		});
		expect(extractFromText(lines.join('\n'))).toMatchObject(factsOf(page));
	});
});
