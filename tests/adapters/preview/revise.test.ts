import { expect, test } from 'vitest';
import { createPreview, type Entry } from '../../../src/adapters/preview/index.ts';
import { doc, text } from '../../../src/doc/doc.ts';
import { plainText } from '../../../src/doc/text.ts';
import { log } from '../../web/setting.ts';

test('an answer that changes keeps its place and its id, whoever asks for a change first', async () => {
	const looks = {
		discord: (shown: Parameters<typeof plainText>[0]) => [plainText(shown)],
		telegram: () => [],
	};
	const preview = createPreview({ looks, log });
	const done = Promise.withResolvers<boolean>();
	await preview.start([], async ({ revise }) => {
		// Asked before the answer is there: it waits for it.
		void revise?.(doc(text('halfway'))).then(async () =>
			done.resolve((await revise(doc(text('done')))) === true),
		);
		return { doc: doc(text('begun')), private: false };
	});
	const seen: Entry[] = [];
	preview.subscribe(({ entry }) => void seen.push(entry));
	preview.say({ line: '/import', locale: 'en' });
	expect(await done.promise).toBe(true);
	const messages = seen.flatMap((entry) => (entry.kind === 'message' ? [entry] : []));
	expect(messages.map(({ discord, edits }) => [discord[0], edits])).toEqual([
		['begun', 0],
		['halfway', 1],
		['done', 2],
	]);
	expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
	const { past } = preview.subscribe(() => undefined);
	expect(past.map(({ entry }) => entry.kind)).toEqual(['said', 'message']);
	await preview.stop();
});
