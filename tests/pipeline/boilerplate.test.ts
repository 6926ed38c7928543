import { describe, expect, test } from 'vitest';
import { createOwnText } from '../../src/pipeline/boilerplate.ts';

const WALL = 'Subscribe to read on.';
const piece = (title: string, text: string, source = 'The Lantern') => ({ title, text, source });

describe('an article’s own text', () => {
	test.each([
		[
			'the first article keeps everything',
			[],
			piece('Frost', `Cold night.\n\n${WALL}`),
			`Cold night.\n\n${WALL}`,
		],
		[
			'a paragraph of another article is dropped',
			[piece('Frost', WALL)],
			piece('Thaw', `Warm day.\n\n${WALL}`),
			'Warm day.',
		],
		['another outlet’s paragraph counts', [piece('Frost', WALL, 'The Beacon')], piece('Thaw', WALL), WALL],
		['the same article again is the same', [piece('Frost', WALL)], piece('Frost', WALL), WALL],
		['an empty text stays empty', [piece('Frost', '')], piece('Thaw', ''), ''],
	])('%s', (_name, before, article, expected) => {
		const ownText = createOwnText();
		for (const earlier of before) ownText(earlier);
		expect(ownText(article)).toBe(expected);
	});
});
