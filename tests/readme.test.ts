/** What is written for people is true: commands, scripts, settings, dependencies. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../commands/index.ts';
import { type Config, readConfig } from '../src/config.ts';
import type { Option } from '../src/core/command.ts';

const readme = readFileSync('README.md', 'utf8');
const example = readFileSync('.env.example', 'utf8');
const packages = z
	.object({
		scripts: z.record(z.string(), z.string()),
		dependencies: z.record(z.string(), z.string()),
		devDependencies: z.record(z.string(), z.string()),
	})
	.parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** A new setting must be named here, and then in .env.example. */
const VARIABLES: Record<keyof Config, true> = {
	DISCORD_TOKEN: true,
	TELEGRAM_TOKEN: true,
	DISCORD_API_URL: true,
	TELEGRAM_API_URL: true,
	DATA_DIR: true,
	DATABASE_URL: true,
	CACHE_URL: true,
	PORT: true,
	PUBLIC_URL: true,
	FETCH_ALLOW_PRIVATE: true,
	POLL_MIN_SECONDS: true,
	POLL_MAX_SECONDS: true,
	LOG_LEVEL: true,
	LLM_BASE_URL: true,
	LLM_MODEL: true,
	LLM_API_KEY: true,
};

/** A Markdown page's part under a heading of the second level. */
function section(page: string, heading: string): string {
	const part = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
	if (part === undefined) throw new Error(`No section “${heading}”`);
	return part;
}

/** The first cells of a table's rows. */
const firstCells = (markdown: string): string[] =>
	[...markdown.matchAll(/^\|([^|]*)\|/gm)].slice(2).map(([, cell = '']) => cell.trim());

describe('README', () => {
	test('the table lists every command with its options, in the order of /help', () => {
		const isRequired = (option: Option): boolean => option.type === 'text' && option.required;
		const forms = commands.map(({ name, options }) => {
			const named = Object.entries(options).map(([key, option]) => (isRequired(option) ? key : `[${key}]`));
			return `\`/${[name, ...named].join(' ')}\``;
		});
		expect(firstCells(section(readme, 'Commands'))).toEqual(forms);
	});

	test('each command it names elsewhere is there', () => {
		const named = [...readme.matchAll(/(?<=^|`)\/([a-z]+)/gm)].map(([, name]) => name);
		const known = [...commands.map(({ name }) => name), 'newbot'];
		expect(named.filter((name) => name === undefined || !known.includes(name))).toEqual([]);
	});

	test('shows how to start and how to test, and no script that is not there', () => {
		const shown = [...readme.matchAll(/npm (start|test)|npm run (\w+)/g)].map(
			([, own, named]) => own ?? named ?? '',
		);
		expect(shown).toEqual(expect.arrayContaining(['start', 'test']));
		expect(Object.keys(packages.scripts)).toEqual(expect.arrayContaining(shown));
	});

	test.each([...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].flatMap(([, path]) => path ?? []))(
		'%s, to which it leads, is there',
		(path) => expect(() => readFileSync(path)).not.toThrow(),
	);
});

describe('.env.example', () => {
	test('has every setting and none else', () => {
		expect(Object.keys(parseEnv(example)).toSorted()).toEqual(Object.keys(VARIABLES).toSorted());
	});

	test('copied as it is, it sets nothing', () => {
		expect(readConfig(parseEnv(example))).toEqual(readConfig({}));
	});

	test('names the values that apply when a line is left empty', () => {
		const lines = example.matchAll(/Empty: (\S+)\n([A-Z_]+)=/g);
		const said = Object.fromEntries([...lines].map(([, value, name = '']) => [name, value]));
		const defaults = Object.entries(readConfig({})).filter(([, value]) => !Array.isArray(value));
		expect(said).toMatchObject(Object.fromEntries(defaults.map(([name, value]) => [name, String(value)])));
	});
});

describe('docs/dependencies.md', () => {
	const page = readFileSync('docs/dependencies.md', 'utf8');
	test.each([
		['At run time', packages.dependencies],
		['For development', packages.devDependencies],
	])('%s: every dependency and none else, each at an exact version', (heading, versions) => {
		const named = firstCells(section(page, heading)).flatMap((cell) => cell.match(/[^`, ]+/g) ?? []);
		expect(named.toSorted()).toEqual(Object.keys(versions).toSorted());
		for (const version of Object.values(versions)) expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
	});
});
