/**
 * What a kill -9 in the middle of a fan-out costs: posts lost, posts doubled, posts of which Depeche says that it
 * does not know. The real program runs as a child against strict stand-ins of Discord and Telegram. Each round
 * publishes an article, kills the program after a random number of its messages have arrived, starts it again and
 * waits until nothing is due or in flight. Exits with 1 where anything is lost or doubled.
 * Usage: npx node bench/kill.ts [--rounds 20] [--channels 200 on each platform] [--round-trip 0 ms] [--seed 1]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom, openFanOut } from '../tests/end-to-end/fan-out.ts';
import { type Program, startProgram, until } from '../tests/end-to-end/program.ts';
import { placeFarAway } from './kill/distance.ts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '20' },
		channels: { type: 'string', default: '200' },
		'round-trip': { type: 'string', default: '0' },
		seed: { type: 'string', default: '1' },
	},
});
const ROUNDS = Number(values.rounds);
const CHANNELS = Number(values.channels);
const ROUND_TRIP_MS = Number(values['round-trip']);
const random = createRandom(Number(values.seed));
const PLATFORMS = 2;
/** Beyond the message that it was counted by, so that it also falls between a call and its answer. */
const MOST_MS_LATER = 20;
/** A fan-out at the platforms' own pace takes less than a tenth of it. */
const PATIENCE_MS = 120_000;

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

const fanOut = await openFanOut(CHANNELS);
const { DISCORD_API_URL = '', TELEGRAM_API_URL = '' } = fanOut.environment;
const discord = await placeFarAway(DISCORD_API_URL, ROUND_TRIP_MS);
const telegram = await placeFarAway(TELEGRAM_API_URL, ROUND_TRIP_MS);
const environment = {
	...fanOut.environment,
	DISCORD_API_URL: discord.url,
	TELEGRAM_API_URL: telegram.url,
	LOG_LEVEL: 'error',
};
const troubles: string[] = [];
const start = (): Promise<Program> =>
	startProgram(environment, (line) => {
		if (line.includes(' error ')) troubles.push(line);
	});
const began = performance.now();
let program = await start();
try {
	for (let round = 1; round <= ROUNDS; round++) {
		const before = fanOut.arrived();
		const after = 1 + Math.floor(random() * (PLATFORMS * CHANNELS - 1));
		const laterMs = random() * MOST_MS_LATER;
		fanOut.publish();
		await until('the kill', () => fanOut.arrived() >= before + after, {
			everyMs: 1,
			withinMs: PATIENCE_MS,
		});
		await pause(laterMs);
		await program.kill();
		const arrived = fanOut.arrived() - before;

		const restarted = performance.now();
		program = await start();
		const up = performance.now();
		await fanOut.settled(program, PATIENCE_MS);
		const { sent, unknown } = await program.health();
		console.log(
			`${round}: killed after ${arrived} of ${PLATFORMS * CHANNELS}, up again in ${seconds(up - restarted)} s, settled in ${seconds(performance.now() - up)} s; so far ${sent} sent, ${unknown} unknown`,
		);
	}
	await program.stop();
} catch (error) {
	await program.kill();
	throw error;
}

const accounts = await fanOut.accounts();
const { avoidable, wrong } = fanOut.complaints();
discord.close();
telegram.close();
await fanOut.close();
console.log(`\n${ROUNDS} kills, ${ROUND_TRIP_MS} ms away, in ${seconds(performance.now() - began)} s`);
console.table(
	Object.fromEntries(
		accounts.map(({ platform, planned, once, lost, doubled, unknown, waiting }) => [
			platform,
			{
				posts: planned,
				'arrived once': once,
				lost,
				doubled,
				unknown: unknown.arrived + unknown.absent,
				'… arrived': unknown.arrived,
				'… did not': unknown.absent,
				'still waiting': waiting,
			},
		]),
	),
);
console.log(
	`refusals a careful bot avoids (429 and the like): ${avoidable}; wrong requests: ${wrong.length}; errors in the log: ${troubles.length}`,
);
for (const line of [...new Set([...wrong, ...troubles])].slice(0, 20)) console.log(`  ${line}`);
if (accounts.some(({ lost, doubled, waiting }) => lost + doubled + waiting > 0)) process.exitCode = 1;
