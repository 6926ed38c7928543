import { describe, expect, test } from 'vitest';
import type { Article, ChannelRef, Subscription } from '../../src/model.ts';
import { digestDelivery, nextDigestAt } from '../../src/subscription/digest.ts';
import { type DigestEntry, plan } from '../../src/subscription/plan.ts';

const NOW = new Date(2026, 10, 22, 12, 30).getTime();
const article: Article = {
	id: 'a2',
	storyId: 'a1',
	feedId: 'f1',
	url: 'https://harbour.example/bridge',
	title: 'The bridge reopens',
	text: 'The old bridge of Port Linden reopens on Friday.',
	teaser: '',
	source: 'Harbour Post',
	authors: [],
	publishedAt: NOW,
	tags: [],
	readAlso: [],
	seenAt: NOW,
};
const follow = (id: string, more: Partial<Subscription> = {}): Subscription => ({
	id,
	channel: 'discord:1',
	feedId: 'f1',
	pace: 'live',
	locale: 'en',
	createdAt: 1,
	...more,
});

describe('plan', () => {
	test.each<
		[name: string, subscriptions: Subscription[], told: ChannelRef[], live: string[], digest: string[]]
	>([
		['nobody follows', [], [], [], []],
		['one channel', [follow('s1')], [], ['discord:1'], []],
		[
			'two channels',
			[follow('s1'), follow('s2', { channel: 'telegram:-5' })],
			[],
			['discord:1', 'telegram:-5'],
			[],
		],
		['daily waits for the digest', [follow('s1', { pace: 'daily' })], [], [], ['discord:1']],
		['told there before, live', [follow('s1')], ['discord:1'], [], []],
		['told there before, daily', [follow('s1', { pace: 'daily' })], ['discord:1'], [], []],
		['told elsewhere', [follow('s1')], ['discord:2'], ['discord:1'], []],
		['two wishes of one channel, one post', [follow('s1'), follow('s2')], [], ['discord:1'], []],
		['live goes before daily', [follow('s1', { pace: 'daily' }), follow('s2')], [], ['discord:1'], []],
		['a filter that wants it', [follow('s1', { filter: 'bridge' })], [], ['discord:1'], []],
		['a filter that does not', [follow('s1', { filter: 'football' })], [], [], []],
		['a paused channel', [follow('s1', { pausedReason: 'kicked' })], [], [], []],
	])('%s', (_, subscriptions, told, live, digest) => {
		const planned = plan({ article, subscriptions, told: new Set(told), now: NOW });
		expect(planned.deliveries.map((delivery) => delivery.channel)).toEqual(live);
		expect(planned.digestEntries.map((entry) => entry.channel)).toEqual(digest);
	});

	test('the same story in the same channel has one id, whichever article tells it', () => {
		const ids = [article, { ...article, id: 'a9' }].map(
			(telling) =>
				plan({ article: telling, subscriptions: [follow('s1')], told: new Set(), now: NOW }).deliveries[0],
		);
		expect(ids[0]?.id).toBe(ids[1]?.id);
		expect(ids[0]).toMatchObject({ subject: 'story:a1', articleIds: ['a2'], locale: 'en', dueAt: NOW });
	});
});

describe('the digest', () => {
	test.each<[now: Date, next: Date]>([
		[new Date(2026, 10, 22, 12, 30), new Date(2026, 10, 23, 8)],
		[new Date(2026, 10, 22, 7, 0), new Date(2026, 10, 22, 8)],
		[new Date(2026, 10, 22, 7, 59, 30), new Date(2026, 10, 23, 8)],
		[new Date(2026, 10, 22, 8, 0), new Date(2026, 10, 23, 8)],
		[new Date(2026, 11, 31, 23, 0), new Date(2027, 0, 1, 8)],
		[new Date(2026, 2, 28, 20, 0), new Date(2026, 2, 29, 8)],
	])('after %s comes %s', (now, next) => {
		expect(new Date(nextDigestAt(now.getTime()))).toEqual(next);
	});

	test('lists each article once, the newest fifty, newest first', () => {
		const entry = (n: number): DigestEntry => ({
			subscriptionId: 's1',
			channel: 'discord:1',
			storyId: `a${n}`,
			articleId: `a${n}`,
			dueAt: NOW,
			plannedAt: n,
		});
		const entries = Array.from({ length: 60 }, (_, n) => entry(59 - n));
		const delivery = digestDelivery(follow('s1'), [...entries, entry(59)], NOW);
		expect(delivery.articleIds).toEqual(Array.from({ length: 50 }, (_, n) => `a${59 - n}`));
		expect(delivery.subject).toBe('digest:s1:2026-11-22');
		expect(digestDelivery(follow('s1'), entries.slice(0, 3), NOW + 1_000).id).toBe(delivery.id);
	});
});
