import { describe, expect, test } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';

function lines(
	secrets: string[],
	level: 'debug' | 'warn',
	speak: (log: ReturnType<typeof createLog>) => void,
): string[] {
	const written: string[] = [];
	speak(createLog({ level, secrets, write: (line) => void written.push(line) }));
	return written.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''));
}

describe('log', () => {
	test('one readable line with its fields', () => {
		expect(
			lines([], 'debug', (log) => log.info({ channel: 'discord:1', title: 'Two words' }, 'posted')),
		).toEqual(['info  posted channel=discord:1 title="Two words"\n']);
	});

	test('a secret is blanked in messages, fields and errors, plain or encoded', () => {
		const secret = '123:abc/def';
		const [line] = lines([secret], 'debug', (log) =>
			log.error(
				{ error: new Error(`POST https://api.example/bot${secret}/x`), at: encodeURIComponent(secret) },
				`with ${secret}`,
			),
		);
		expect(line).not.toContain('abc');
		expect(line).toContain('[secret]');
	});

	test('an error tells where it came from, at level error alone, on one line', () => {
		const error = new Error('no view', { cause: new Error('two\nlines') });
		const [atError, atWarn, setting] = lines(['log.test.ts'], 'debug', (log) => {
			log.error({ error }, 'failed');
			log.warn({ error }, 'failed');
			log.error({ error: new ConfigError(['PORT: give a number.']) }, 'not started');
		});
		expect(atError).toMatch(/^error failed error="no view: two\\nlines \| at [^\n]+\[secret\]:\d+:\d+/);
		expect(atError?.match(/ \| at /g)?.length).toBeLessThanOrEqual(8);
		expect(atWarn).not.toContain(' at ');
		expect(setting).toBe('error not started error="PORT: give a number."\n');
	});

	test('foreign text cannot forge a second line', () => {
		expect(
			lines([], 'debug', (log) => log.warn({ title: 'a\nb' }, 'x\r\ny\u001b[2J'))[0]?.match(/\n/g),
		).toHaveLength(1);
	});

	test('what is below the level stays silent', () => {
		expect(lines([], 'warn', (log) => log.info({}, 'hush'))).toEqual([]);
	});
});
