import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { menuNames, registrations, type Texts } from '../../../src/adapters/discord/commands.ts';
import { type Command, command } from '../../../src/core/command.ts';
import { translators } from '../../../src/core/phrases.ts';
import { doc } from '../../../src/doc/doc.ts';
import { checkCommands } from '../../stand-ins/discord/check-commands.ts';

const follow: Command = command({
	name: 'follow',
	access: 'manager',
	reply: 'private',
	onMessage: false,
	options: {
		pace: { type: 'choice', choices: ['live', 'daily'], default: 'live' },
		count: { type: 'integer', min: 1, max: 20, default: 5 },
		address: { type: 'text', required: true, maxLength: 500 },
		filter: { type: 'text', required: false },
	},
	run: async () => doc(),
});
const summary: Command = { ...follow, name: 'summary', access: 'everyone', onMessage: true, options: {} };
const texts: Texts = new Map([
	['en', (key: string) => `${key} in English`],
	['fr', (key: string) => `${key} en français`],
]);

describe('registration bodies', () => {
	test('a slash command: required first, choices in words, both languages, for those who manage channels', () => {
		const [body] = registrations([follow], texts);
		expect(body).toMatchObject({
			type: 1,
			name: 'follow',
			description: 'command-follow in English',
			description_localizations: { fr: 'command-follow en français' },
			default_member_permissions: '16',
			contexts: [0, 1],
			integration_types: [0],
			options: [
				{ type: 3, name: 'address', required: true, max_length: 500 },
				{
					type: 3,
					name: 'pace',
					required: false,
					choices: [
						{
							name: 'choice-live in English',
							name_localizations: { fr: 'choice-live en français' },
							value: 'live',
						},
						{ name: 'choice-daily in English', value: 'daily' },
					],
				},
				{ type: 4, name: 'count', min_value: 1, max_value: 20 },
				{ type: 3, name: 'filter', description: 'command-follow-filter in English', required: false },
			],
		});
		expect(checkCommands([body])).toEqual([]);
	});

	test('a command on messages is also in the Apps menu, and is found again by its name there', () => {
		const bodies = registrations([follow, summary], texts);
		expect(bodies.map(({ type, name }) => [type, name])).toEqual([
			[1, 'follow'],
			[1, 'summary'],
			[3, 'menu-summary in English'],
		]);
		expect(checkCommands(bodies)).toEqual([]);
		expect(menuNames([follow, summary], texts).get('menu-summary in English')?.name).toBe('summary');
	});

	test('a language that Discord splits by country goes to each of them', () => {
		const spanish = new Map([...texts, ['es', (key: string) => key] as const]);
		const [body] = registrations([summary], spanish);
		expect(
			Object.keys(body && 'description_localizations' in body ? (body.description_localizations ?? {}) : {}),
		).toEqual(expect.arrayContaining(['fr', 'es-ES', 'es-419']));
	});

	test('without English there is no base', () => {
		expect(() => registrations([summary], new Map())).toThrow(/English/);
	});

	test('our own commands, in our own words, are what Discord takes', () => {
		expect(checkCommands(registrations(commands, new Map(Object.entries(translators()))))).toEqual([]);
	});
});

describe('what the check refuses', () => {
	const good = { type: 1, name: 'latest', description: 'Newest articles' };
	const option = { type: 3, name: 'from', description: 'Outlet' };
	test.each([
		['capital letters', [{ ...good, name: 'Latest' }]],
		['no description', [{ ...good, description: '' }]],
		['a description of 101 characters', [{ ...good, description: 'x'.repeat(101) }]],
		['the same name twice', [good, good]],
		[
			'required after optional',
			[{ ...good, options: [option, { ...option, name: 'count', required: true }] }],
		],
		['an option twice', [{ ...good, options: [option, option] }]],
		['a menu entry with a description', [{ type: 3, name: 'Summary', description: 'x' }]],
		[
			'8,000 characters, the longest language counted',
			[
				{
					...good,
					options: Array.from({ length: 25 }, (_, index) => ({
						...option,
						name: `o${index}`,
						choices: Array.from({ length: 4 }, (_, n) => ({
							name: `${n}`,
							name_localizations: { fr: `${n}${'é'.repeat(90)}` },
							value: `${n}`,
						})),
					})),
				},
			],
		],
	])('%s', (_, body) => expect(checkCommands(body)).not.toEqual([]));
});
