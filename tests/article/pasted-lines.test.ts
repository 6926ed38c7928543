import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pastedLines } from '../../src/article/pasted-lines.ts';
import { extractFromText } from '../../src/article/plaintext.ts';
import { costMeter } from '../cost.ts';

const NEWS = 'The old light of Kermor opened its doors on Saturday after three years of work.';
const lines = (text: string) => pastedLines(text).lines;

describe('what chats put around a text', () => {
	test.each([
		['Telegram, forwarded', `Forwarded from Kermor News\n${NEWS}`],
		['Telegram, forwarded, in Ukrainian', `Переслано від Кермор Новини\n${NEWS}`],
		['Telegram, copied', `Kermor News, [28.02.2026 09:12]\n${NEWS}`],
		['Telegram, copied in America', `Kermor News, [2/28/26 9:12 AM]\n${NEWS}`],
		['WhatsApp, copied', `[28.02.2026, 09:12] Kermor News:\n${NEWS}`],
		['Discord, quoted', `> ${NEWS}`],
		['Discord, a heading', `## ${NEWS}`],
		['bold', `**${NEWS}**`],
		['emoji', `⚡️⚡️ ${NEWS}`],
		['an emoji within bold', `**🔹 ${NEWS}**`],
		['a bullet', `• ${NEWS}`],
		['a family', `👨‍👩‍👧 ${NEWS}`],
		['a pointing hand and a link', `${NEWS}\n👉 https://quay.test/a?b=c`],
		['a label and a link', `${NEWS}\nRead more: https://quay.test/a`],
		['a handle', `${NEWS}\nSubscribe: @kermornews`],
		['handles', `${NEWS}\n@kermornews | @kermorchat`],
		['a link of Markdown', `${NEWS.replace('Kermor', '[Kermor](https://quay.test/a)')}`],
	])('%s', (_name, text) => {
		expect(lines(text)).toEqual([NEWS]);
	});
	test('hashtags are tags', () => {
		expect(pastedLines(`${NEWS}\n#Kermor #old_light #Kermor`)).toEqual({
			lines: [NEWS],
			tags: ['Kermor', 'old light'],
		});
	});
	test.each([
		'– Oui, dit-elle.',
		'— Нет, — ответил он.',
		'© 2026 The Quay',
		'3 ships came in.',
		'information is not lost',
		'! is a sign',
		'#1 in the charts this week',
		'Forwarded mail was lost. The post office is sorry.',
		'See https://quay.test for the plan of the new harbour.',
	])('%s stays', (line) => {
		expect(lines(line)).toEqual([line]);
	});
});

describe('lines broken at a column', () => {
	test.each([
		[
			'prose',
			'The old light of Kermor opened its doors on Saturday after three\nyears of work, and four hundred people climbed it before the night\nfell over the harbour and its two long piers.\n\nThe region paid.',
			[
				'The old light of Kermor opened its doors on Saturday after three years of work, and four hundred people climbed it before the night fell over the harbour and its two long piers.',
				'The region paid.',
			],
		],
		[
			'a list of headlines is no prose',
			'The old light of Kermor opens again after years of work\nFish market has a new head\nFerry stays in port tomorrow\nPilots of the northern harbour call for a new quay soon',
			[
				'The old light of Kermor opens again after years of work',
				'Fish market has a new head',
				'Ferry stays in port tomorrow',
				'Pilots of the northern harbour call for a new quay soon',
			],
		],
		['long lines are paragraphs', `${NEWS} ${NEWS}\n${NEWS} ${NEWS}`, [`${NEWS} ${NEWS}`, `${NEWS} ${NEWS}`]],
	])('%s', (_name, text, expected) => {
		expect(lines(text)).toEqual(expected);
	});
});

test('one giant line is one paragraph, titled by its first sentence', () => {
	const text = `${NEWS} ${'The ferry sails again. '.repeat(4_000).trim()}`;
	const article = extractFromText(text);
	expect(article.title).toBe(NEWS);
	expect(article.text).toBe(text);
});

test('a forwarded post gives its facts', () => {
	const article = extractFromText(
		[
			'Forwarded from Kermor News',
			'⚡️ Kermor light opens again',
			'',
			`🔹 ${NEWS}`,
			'🔹 The region paid half of the cost, and the town lets in twenty visitors at any one time.',
			'',
			'👉 Read more: https://quay.test/light',
			'#Kermor #harbour',
			'@kermornews',
		].join('\n'),
	);
	expect(article).toMatchObject({
		title: 'Kermor light opens again',
		text: `${NEWS}\n\nThe region paid half of the cost, and the town lets in twenty visitors at any one time.`,
		tags: ['Kermor', 'harbour'],
	});
});

test('any text gives lines without breaks, and never takes long', () => {
	const piece = fc.constantFrom(
		'> ',
		'**',
		'⚡️',
		'[',
		'](https://a',
		'#a ',
		'@abc',
		'\r\n',
		' , [',
		'1.1.26 9:12',
		'a ',
		'\u200d',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 200 }), (pieces) => {
			for (const line of lines(pieces.join(''))) expect(line).toMatch(/^\S(?:.*\S)?$/s);
		}),
	);
	const cost = costMeter();
	for (const sign of ['[a](https:', '⚡️ ', '> ', '#a ', '@abc ', 'a, [1', '**']) lines(sign.repeat(100_000));
	expect(cost()).toBeLessThan(5_000);
});
