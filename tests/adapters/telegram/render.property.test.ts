import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render, renderPost, type TelegramMessage } from '../../../src/adapters/telegram/render.ts';
import { randomDoc, words } from '../../doc/random-doc.ts';
import { detect } from '../../stand-ins/telegram/detect.ts';
import { checkCaption, checkKeyboard, checkPreview, checkText } from '../../stand-ins/telegram/entities.ts';

const problems = ({
	text,
	entities,
	reply_markup,
	link_preview_options,
	document,
}: TelegramMessage): readonly string[] => [
	...(document ? checkCaption(text, entities) : checkText(text, entities)),
	...checkKeyboard(reply_markup),
	...checkPreview(link_preview_options),
];

test('no Doc breaks a limit or an entity rule', () => {
	fc.assert(
		fc.property(randomDoc(6), (doc) => {
			const parts = render(doc);
			expect(parts.flatMap(problems)).toEqual([]);
			const post = renderPost(doc);
			expect(post === undefined).toBe(parts.length === 0);
			if (post) expect(problems(post)).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

test('no words of a text become a mention, a tag, a command or a link', () => {
	fc.assert(
		fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (texts) => {
			for (const { text, entities } of render({ blocks: [{ kind: 'text', content: texts }] })) {
				expect(detect(text, entities)).toEqual([]);
			}
		}),
		{ numRuns: 300 },
	);
});
