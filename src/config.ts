/**
 * Settings from the environment. Rules:
 * 1. Read once, by main; checked whole: every wrong value is reported together, each with its remedy.
 * 2. An empty value is an absent one, so that `.env.example` can be copied and filled in line by line.
 * 3. A message names the variable and what it should hold, never the value of a secret.
 */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { LOG_LEVELS } from './log.ts';

const MINUTE = 60;
const DAY = 86_400;
const USUAL_MIN_SECONDS = 15 * MINUTE;
/** Fast feeds may be read this often, as long as nobody has set another bound. */
const FAST_SECONDS = 5 * MINUTE;

function isAddress(value: string, schemes: readonly string[]): boolean {
	return URL.canParse(value) && schemes.includes(new URL(value).protocol);
}

const isNetwork = (value: string): boolean => ipaddr.isValidCIDR(value) || ipaddr.isValid(value);

const withoutSlash = (value: string): string => value.replace(/\/$/, '');

const seconds = (least: number, most: number, standard: number) =>
	z
		.string()
		.regex(/^\d{1,9}$/)
		.transform(Number)
		.refine((value) => value >= least && value <= most)
		.optional()
		.transform((value) => value ?? standard);

/** People and platforms reach it from outside, so it is safe on its way; this machine needs no such care. */
function isPublicAddress(value: string): boolean {
	const url = URL.parse(value);
	if (url === null || url.pathname !== '/' || !isPlainAddress(value)) return false;
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
	const host = hostname.replace(/^\[|\]$/g, '');
	return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}

const http = z.string().refine((value) => isAddress(value, ['http:', 'https:']));

/** A path follows it, and the key has a setting of its own. */
function isPlainAddress(value: string): boolean {
	const url = URL.parse(value);
	return url !== null && url.username + url.password === '' && !/[?#]/.test(value);
}

const schema = z.object({
	DISCORD_TOKEN: z
		.string()
		.regex(/^(?!Bot)[\w.+/=-]{8,}$/)
		.optional(),
	TELEGRAM_TOKEN: z
		.string()
		.regex(/^\d{1,20}:[\w-]{3,}$/)
		.optional(),
	DISCORD_API_URL: http
		.transform(withoutSlash)
		.refine((value) => value.endsWith('/api'))
		.optional(),
	TELEGRAM_API_URL: http.transform(withoutSlash).optional(),
	DATA_DIR: z.string().default('./data'),
	DATABASE_URL: z
		.string()
		.refine((value) => isAddress(value, ['postgres:', 'postgresql:']))
		.optional(),
	CACHE_URL: z
		.string()
		.refine((value) => isAddress(value, ['redis:', 'rediss:']))
		.optional(),
	PORT: z
		.string()
		.regex(/^\d{1,5}$/)
		.transform(Number)
		.refine((value) => value <= 65_535)
		.optional()
		.transform((value) => value ?? 8080),
	PUBLIC_URL: z.string().refine(isPublicAddress).transform(withoutSlash).optional(),
	FETCH_ALLOW_PRIVATE: z
		.string()
		.optional()
		.transform((value) => (value ?? '').split(',').map((part) => part.trim()))
		.transform((parts) => parts.filter((part) => part !== ''))
		.refine((parts) => parts.every(isNetwork)),
	POLL_MIN_SECONDS: seconds(1, DAY, USUAL_MIN_SECONDS),
	POLL_MAX_SECONDS: seconds(1, 30 * DAY, DAY),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
	LLM_BASE_URL: http.refine(isPlainAddress).transform(withoutSlash).optional(),
	LLM_MODEL: z
		.string()
		.regex(/^[^\s\p{C}]{1,200}$/u)
		.optional(),
	LLM_API_KEY: z
		.string()
		.regex(/^[\x21-\x7e]{1,2000}$/)
		.optional(),
});

/** What each variable should hold, for the report of mistakes. */
const REMEDIES: Readonly<Record<keyof z.infer<typeof schema>, string>> = {
	DISCORD_TOKEN:
		'paste the bot token from discord.com/developers → your application → Bot → Reset Token (without the word Bot)',
	TELEGRAM_TOKEN: 'paste the token that @BotFather gave you (digits, a colon, letters)',
	DISCORD_API_URL: 'give an http(s) address that ends in /api, or leave it out for discord.com',
	TELEGRAM_API_URL: 'give an http(s) address, or leave it out for api.telegram.org',
	DATA_DIR: 'give a folder that may be written',
	DATABASE_URL: 'give an address like postgres://user:password@host/database, or leave it out for SQLite',
	CACHE_URL: 'give an address like redis://host:6379, or leave it out for a file in DATA_DIR',
	PORT: 'give a number from 0 to 65535 (default 8080; 0 takes any free port)',
	PUBLIC_URL:
		'give the https address under which this server is reached, such as https://news.example.org, with no path after the name; or leave it out',
	FETCH_ALLOW_PRIVATE: 'give networks like 10.0.0.0/8, separated by commas, or leave it out',
	POLL_MIN_SECONDS: 'give a number of seconds from 1 (default 900), not above POLL_MAX_SECONDS',
	POLL_MAX_SECONDS: 'give a number of seconds (default 86400)',
	LLM_BASE_URL:
		'give the http(s) address of an OpenAI-compatible API, such as http://localhost:11434/v1 for Ollama, without ?, # or a password; or leave out every LLM_ setting',
	LLM_MODEL: 'give the name of a model that LLM_BASE_URL serves, such as llama3.2',
	LLM_API_KEY: 'paste the key of LLM_BASE_URL, or leave it out where none is asked for',
	LOG_LEVEL: `give one of: ${LOG_LEVELS.join(', ')}`,
};

export type Config = Readonly<z.infer<typeof schema>>;

const isKnown = (name: unknown): name is keyof Config => typeof name === 'string' && name in REMEDIES;

/** @throws ConfigError that lists every mistake. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(
		Object.keys(REMEDIES).flatMap((name) => {
			const value = environment[name]?.trim();
			return value ? [[name, value]] : [];
		}),
	);
	const result = schema.safeParse(given);
	const wrong = result.success ? [] : result.error.issues.map((issue) => issue.path[0]).filter(isKnown);
	if (result.success && result.data.POLL_MIN_SECONDS > result.data.POLL_MAX_SECONDS)
		wrong.push('POLL_MIN_SECONDS');
	if (result.success) wrong.push(...missingOf(result.data));
	if (wrong.length > 0 || !result.success) {
		throw new ConfigError([...new Set(wrong)].map((name) => `${name}: ${REMEDIES[name]}.`));
	}
	return Object.freeze(result.data);
}

/** How often feeds may be read. */
export function boundsOf({ POLL_MIN_SECONDS: minSeconds, POLL_MAX_SECONDS: maxSeconds }: Config) {
	const fastSeconds = minSeconds === USUAL_MIN_SECONDS ? FAST_SECONDS : minSeconds;
	return { minSeconds, maxSeconds, fastSeconds };
}

/** A model needs its address, an address its model. */
function missingOf({ LLM_BASE_URL, LLM_MODEL, LLM_API_KEY }: Config): readonly (keyof Config)[] {
	if (LLM_BASE_URL === undefined) return (LLM_MODEL ?? LLM_API_KEY) === undefined ? [] : ['LLM_BASE_URL'];
	return LLM_MODEL === undefined ? ['LLM_MODEL'] : [];
}

/** As it stands in the address, and as the server gets it. */
function passwordsIn(address: string): readonly string[] {
	const { password, search } = new URL(address);
	const written = [
		password,
		...[...search.matchAll(/[?&]password=([^&]*)/g)].map(([, value]) => value ?? ''),
	];
	return written.flatMap((one) => [one, decoded(one)]);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Values that must never show, for the log to blank. */
export function secretsOf(config: Config): readonly string[] {
	const passwords = [config.DATABASE_URL, config.CACHE_URL].flatMap((url) => (url ? passwordsIn(url) : []));
	const secrets = [
		config.DISCORD_TOKEN ?? '',
		config.TELEGRAM_TOKEN ?? '',
		config.LLM_API_KEY ?? '',
		...passwords,
	];
	return [...new Set(secrets)].filter((secret) => secret !== '');
}
