import { describe, expect, test } from 'vitest';
import { readConfig, secretsOf } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const DISCORD = `${'a'.repeat(24)}.${'b'.repeat(6)}.${'c'.repeat(38)}`;
const TELEGRAM = `123456:${'d'.repeat(35)}`;

function problems(environment: Record<string, string>): readonly string[] {
	try {
		readConfig(environment);
		return [];
	} catch (error) {
		if (error instanceof ConfigError) return error.problems;
		throw error;
	}
}

describe('readConfig', () => {
	test('nothing set gives the defaults', () => {
		expect(readConfig({})).toEqual({
			DATA_DIR: './data',
			PORT: 8080,
			FETCH_ALLOW_PRIVATE: [],
			POLL_MIN_SECONDS: 900,
			POLL_MAX_SECONDS: 86_400,
			LOG_LEVEL: 'info',
		});
	});

	test('an empty or blank value counts as absent', () => {
		expect(readConfig({ DISCORD_TOKEN: '', PORT: '  ' })).toMatchObject({ PORT: 8080 });
	});

	test('good values are taken, without the slash at their end', () => {
		const config = readConfig({
			DISCORD_TOKEN: DISCORD,
			TELEGRAM_TOKEN: TELEGRAM,
			DISCORD_API_URL: 'http://127.0.0.1:9000/api/',
			FETCH_ALLOW_PRIVATE: '10.0.0.0/8, ::1',
			PORT: '0',
		});
		expect(config).toMatchObject({
			DISCORD_API_URL: 'http://127.0.0.1:9000/api',
			FETCH_ALLOW_PRIVATE: ['10.0.0.0/8', '::1'],
			PORT: 0,
		});
		expect(secretsOf(config)).toEqual([DISCORD, TELEGRAM]);
	});

	test.each([
		['DISCORD_TOKEN', 'Bot abc'],
		['TELEGRAM_TOKEN', '12345'],
		['DISCORD_API_URL', 'http://127.0.0.1:9000'],
		['TELEGRAM_API_URL', 'ftp://x.example'],
		['DATABASE_URL', 'mysql://x.example/db'],
		['CACHE_URL', 'localhost'],
		['PORT', '80 80'],
		['PORT', '70000'],
		['PUBLIC_URL', 'depeche.example'],
		['PUBLIC_URL', 'http://depeche.example'],
		['PUBLIC_URL', 'http://10.0.0.7:8080'],
		['PUBLIC_URL', 'https://depeche.example/news'],
		['PUBLIC_URL', 'https://depeche.example?a'],
		['PUBLIC_URL', 'https://me:hush@depeche.example'],
		['FETCH_ALLOW_PRIVATE', '10.0.0.0/99'],
		['POLL_MIN_SECONDS', '0'],
		['POLL_MAX_SECONDS', 'soon'],
		['LOG_LEVEL', 'loud'],
		['LLM_BASE_URL', 'localhost:11434'],
		['LLM_BASE_URL', 'http://me:hush@model.example/v1'],
		['LLM_BASE_URL', 'http://model.example/v1?key=hush'],
		['LLM_MODEL', 'two words'],
		['LLM_API_KEY', 'sésame'],
	])('%s=%s is refused with its remedy', (name, value) => {
		expect(problems({ [name]: value })).toEqual([
			expect.stringMatching(new RegExp(`^${name}: (paste|give) `)),
		]);
	});

	test.each([
		['https://depeche.example/', 'https://depeche.example'],
		['https://depeche.example:8443', 'https://depeche.example:8443'],
		['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
		['http://localhost:9000', 'http://localhost:9000'],
		['http://[::1]:9000/', 'http://[::1]:9000'],
	])('PUBLIC_URL=%s is taken', (given, expected) => {
		expect(readConfig({ PUBLIC_URL: given }).PUBLIC_URL).toBe(expected);
	});

	test('all mistakes come at once, and no secret is repeated', () => {
		const found = problems({ DISCORD_TOKEN: 'sesame: open', PORT: 'x', LOG_LEVEL: 'y' });
		expect(found.map((line) => line.split(':')[0])).toEqual(['DISCORD_TOKEN', 'PORT', 'LOG_LEVEL']);
		expect(found.join()).not.toContain('sesame');
	});

	test('the shortest pause may not exceed the longest', () => {
		expect(problems({ POLL_MIN_SECONDS: '60', POLL_MAX_SECONDS: '30' })).toHaveLength(1);
	});

	test.each([
		[{ LLM_BASE_URL: 'http://localhost:11434/v1' }, 'LLM_MODEL'],
		[{ LLM_MODEL: 'llama3.2' }, 'LLM_BASE_URL'],
		[{ LLM_API_KEY: 'sesame' }, 'LLM_BASE_URL'],
	])('a language model is named whole: %j lacks %s', (environment, missing) => {
		expect(problems(environment)).toEqual([expect.stringMatching(new RegExp(`^${missing}: give `))]);
	});

	test('the key of a language model is a secret', () => {
		const LLM = {
			LLM_BASE_URL: 'http://localhost:11434/v1/',
			LLM_MODEL: 'llama3.2:3b',
			LLM_API_KEY: 'sesame',
		};
		expect(readConfig(LLM)).toMatchObject({ ...LLM, LLM_BASE_URL: 'http://localhost:11434/v1' });
		expect(secretsOf(readConfig(LLM))).toEqual(['sesame']);
	});

	test.each([
		['postgres://me:hush@db.example/x', ['hush']],
		['postgres://me:p%40ss%2Fw@db.example/x', ['p%40ss%2Fw', 'p@ss/w']],
		['postgres://me:50%@db.example/x', ['50%']],
		['postgres://db.example/x?user=me&password=h%20sh&sslmode=require', ['h%20sh', 'h sh']],
		['postgres://me@db.example/x', []],
	])('of %s the secrets are %j', (DATABASE_URL, secrets) => {
		expect(secretsOf(readConfig({ DATABASE_URL }))).toEqual(secrets);
	});
});
