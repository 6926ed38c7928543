/** The short form of bench/kill.ts: the real program dies in the middle of a fan-out, and starts again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FanOut, openFanOut } from './fan-out.ts';
import { type Program, startProgram, until } from './program.ts';

const CHANNELS = 20;
/** Posts of one platform that start together, and as many that wait for their answer or its record. */
const IN_FLIGHT = 8;

let fanOut: FanOut;
let program: Program | undefined;
const start = async (): Promise<Program> => {
	program = await startProgram({ ...fanOut.environment, LOG_LEVEL: 'error' });
	return program;
};

beforeEach(async () => {
	fanOut = await openFanOut(CHANNELS);
});
afterEach(async () => {
	await program?.kill();
	await fanOut.close();
});

test('killed in the middle of a fan-out, it loses nothing and doubles nothing', async () => {
	let running = await start();
	let inDoubt = 0;
	const rounds = [1, CHANNELS, 2 * CHANNELS - 5];
	for (const after of rounds) {
		const before = fanOut.arrived();
		fanOut.publish();
		await until('the kill', () => fanOut.arrived() >= before + after, { everyMs: 1 });
		await running.kill();
		const left = await fanOut.inDoubt();
		expect(left).toBeLessThanOrEqual(IN_FLIGHT);
		inDoubt += left;
		running = await start();
		await fanOut.settled(running);
	}
	await running.stop();

	const planned = rounds.length * CHANNELS;
	const [discord, telegram] = await fanOut.accounts();
	const nothing = { planned, doubled: 0, lost: 0, waiting: 0 };
	expect(discord).toMatchObject({ ...nothing, once: planned, unknown: { arrived: 0, absent: 0 } });
	expect(telegram).toMatchObject(nothing);
	// Telegram has no key to repeat a post with: what was in flight at a kill is told as unknown, nothing else.
	const { arrived = 0, absent = 0 } = telegram?.unknown ?? {};
	expect(telegram?.once).toBe(planned - absent);
	expect(arrived + absent).toBe(inDoubt);
	expect(fanOut.complaints()).toEqual({ avoidable: 0, wrong: [] });
}, 60_000);
