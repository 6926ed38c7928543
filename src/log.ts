/**
 * The log: one readable line per event. Rules:
 * 1. Structured underneath (pino), readable on the terminal: `12:03:41 info  posted  key=value`.
 * 2. A secret never shows: every value given as a secret is blanked in the finished line, wherever it came from
 *    (a message, an error's text, an address), also when it stands there percent-encoded.
 * 3. An error at level error brings the places it came from: a report of it can be traced. A wrong setting has
 *    no place in the program.
 * 4. Foreign text cannot forge a line or move the cursor: control characters are dropped.
 */
import { pino } from 'pino';

export interface Log {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const OMITTED = new Set(['level', 'time', 'msg', 'pid', 'hostname']);
const NAMES: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info ', 40: 'warn ', 50: 'error' };

const PLACES = 8;

function readable(value: unknown, level: unknown): string {
	if (typeof value === 'string') return /[\s"=]/.test(value) ? JSON.stringify(value) : value;
	if (typeof value === 'object' && value !== null && 'message' in value) {
		const isBug = level === pino.levels.values.error && !('type' in value && value.type === 'ConfigError');
		const places = isBug && 'stack' in value ? placesOf(value.stack) : [];
		return JSON.stringify([value.message, ...places].join(' | '));
	}
	return JSON.stringify(value) ?? '';
}

const placesOf = (stack: unknown): readonly string[] =>
	String(stack)
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line.startsWith('at '))
		.slice(0, PLACES);

/** One pino line (JSON) as one readable line, without its secrets. */
function formatLine(json: string, secrets: readonly string[]): string {
	const record: Record<string, unknown> = JSON.parse(json);
	const { time, level, msg } = record;
	const clock = new Date(Number(time)).toLocaleTimeString('en-GB');
	const fields = Object.entries(record)
		.filter(([name, value]) => !OMITTED.has(name) && value !== undefined)
		.map(([name, value]) => `${name}=${readable(value, level)}`);
	let line = [clock, NAMES[Number(level)] ?? '?', String(msg ?? ''), ...fields].join(' ');
	for (const secret of secrets) {
		for (const form of new Set([secret, encodeURIComponent(secret)]))
			line = line.replaceAll(form, '[secret]');
	}
	return `${line.replace(/\p{Cc}/gu, ' ')}\n`;
}

export function createLog(options: {
	readonly level: LogLevel;
	readonly secrets: readonly string[];
	readonly write?: (line: string) => void;
}): Log {
	const write = options.write ?? ((line: string) => process.stdout.write(line));
	const secrets = options.secrets.filter((secret) => secret !== '');
	return pino(
		{
			level: options.level,
			base: null,
			errorKey: 'error',
			serializers: { error: pino.stdSerializers.err },
		},
		{ write: (json: string) => void write(formatLine(json, secrets)) },
	);
}
