import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelRef } from '../../src/model.ts';
import { createPacer, type PaceLimits, paceOf } from '../../src/outbox/pace.ts';

function clock() {
	let time = 0;
	return {
		now: () => time,
		pass(ms: number) {
			time += ms;
		},
	};
}

/** Takes, or fails the test. */
function take(pacer: ReturnType<typeof createPacer>, channel: ChannelRef): () => void {
	const answered = pacer.take(channel);
	if (answered === undefined) throw new Error(`no slot for ${channel}`);
	return answered;
}

describe('a slot', () => {
	test('comes back one window after its answer, not after its request', () => {
		const time = clock();
		const pacer = createPacer(paceOf.telegram, time.now);
		const answered = take(pacer, 'telegram:7');
		time.pass(5_000);
		expect(pacer.take('telegram:7')).toBeUndefined();
		expect(pacer.nextChangeIn()).toBeUndefined();
		answered();
		time.pass(999);
		expect(pacer.take('telegram:7')).toBeUndefined();
		expect(pacer.nextChangeIn()).toBe(1);
		time.pass(1);
		expect(pacer.take('telegram:7')).toBeDefined();
	});

	test('of one channel holds no other', () => {
		const pacer = createPacer(paceOf.discord, clock().now);
		take(pacer, 'discord:1');
		expect(pacer.take('discord:1')).toBeUndefined();
		expect(pacer.take('discord:2')).toBeDefined();
		expect(pacer.busy()).toEqual(['discord:1', 'discord:2']);
	});
});

test.each<[channel: ChannelRef, inAMinute: number]>([
	['telegram:-100123', 20],
	['telegram:-100123:45', 20],
	['telegram:42', 60],
])('%s takes %i messages a minute', (channel, inAMinute) => {
	const time = clock();
	const pacer = createPacer(paceOf.telegram, time.now);
	let sent = 0;
	for (let ms = 0; ms < 60_000; ms += 100) {
		const answered = pacer.take(channel);
		if (answered) {
			sent++;
			answered();
		}
		time.pass(100);
	}
	expect(sent).toBe(inAMinute);
});

test('topics share the limits of their chat', () => {
	const pacer = createPacer(paceOf.telegram, clock().now);
	take(pacer, 'telegram:-100:1')();
	expect(pacer.take('telegram:-100:2')).toBeUndefined();
	expect(pacer.busy()).toEqual(['telegram:-100:1', 'telegram:-100:2']);
});

describe('a hold', () => {
	test('of a channel leaves the others', () => {
		const time = clock();
		const pacer = createPacer(paceOf.discord, time.now);
		pacer.hold(3_000, 'discord:1');
		expect(pacer.take('discord:1')).toBeUndefined();
		expect(pacer.take('discord:2')).toBeDefined();
		expect(pacer.nextChangeIn()).toBe(3_000);
		time.pass(3_000);
		expect(pacer.take('discord:1')).toBeDefined();
	});

	test('of the platform stops everything, and a shorter one does not shorten it', () => {
		const time = clock();
		const pacer = createPacer(paceOf.discord, time.now);
		pacer.hold(3_000);
		pacer.hold(1_000);
		time.pass(2_999);
		expect(pacer.free()).toBe(0);
		time.pass(1);
		expect(pacer.free()).toBeGreaterThan(0);
	});
});

test.each(['discord', 'telegram'] as const)(
	'%s: the slots of a window start apart, yet all within it',
	(platform) => {
		const time = clock();
		const pacer = createPacer(paceOf[platform], time.now);
		const { slots, windowMs } = paceOf[platform].platform;
		const starts: number[] = [];
		for (; time.now() < windowMs; time.pass(1)) {
			while (pacer.free() > 0) {
				take(pacer, `${platform}:${starts.length}`);
				starts.push(time.now());
			}
		}
		expect(starts).toHaveLength(slots);
		for (const at of starts) {
			const near = starts.filter((other) => other >= at && other < at + windowMs / 10);
			expect(near.length).toBeLessThanOrEqual(slots / 4);
		}
	},
);

test('whatever the latencies, the platform never sees more than a limit in any window', () => {
	const WINDOW = 1_000;
	const limits: PaceLimits = {
		platform: { slots: 5, windowMs: WINDOW },
		chatOf: (channel) => channel,
		ofChat: () => [{ slots: 2, windowMs: WINDOW }],
	};
	const step = fc.record({
		channel: fc.constantFrom<ChannelRef>('discord:1', 'discord:2', 'discord:3'),
		there: fc.nat(900), // ms until it reaches the platform
		back: fc.nat(900), // ms until its answer is here
		wait: fc.nat(60),
	});
	fc.assert(
		fc.property(fc.array(step, { minLength: 20, maxLength: 200 }), (steps) => {
			const time = clock();
			const pacer = createPacer(limits, time.now);
			const arrivals: { at: number; channel: ChannelRef }[] = [];
			const answers: { at: number; answered: () => void }[] = [];
			for (const { channel, there, back, wait } of steps) {
				const answered = pacer.take(channel);
				if (answered) {
					arrivals.push({ at: time.now() + there, channel });
					answers.push({ at: time.now() + there + back, answered });
				}
				for (let ms = 0; ms < wait; ms++) {
					time.pass(1);
					for (const answer of answers.filter(({ at }) => at === time.now())) answer.answered();
				}
			}
			for (const { at, channel } of arrivals) {
				const near = arrivals.filter((other) => other.at >= at && other.at < at + WINDOW);
				expect(near.length).toBeLessThanOrEqual(5);
				expect(near.filter((other) => other.channel === channel).length).toBeLessThanOrEqual(2);
			}
		}),
		{ numRuns: 60 },
	);
});
