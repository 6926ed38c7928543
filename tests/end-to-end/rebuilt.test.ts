import { expect, test, vi } from 'vitest';
import { openHouse } from './house.ts';

const WORDS = [
	'harbour',
	'orchard',
	'granite',
	'violin',
	'glacier',
	'parsley',
	'tramway',
	'beacon',
	'saffron',
];

/** A feed of eight entries; another edition has other ids, addresses and titles. */
const feed = (site: string, edition: string): string => {
	const items = WORDS.slice(0, 8).map((word, index) => {
		const date = new Date(Date.now() - (index + 24) * 3_600_000).toUTCString();
		return `<item><guid isPermaLink="false">${edition}-${index}</guid><link>${site}/${edition}/${index}</link>
<title>${edition} ${word} ${word}shire</title><description>${word} of ${edition}, ${index} times ${word}.</description><pubDate>${date}</pubDate></item>`;
	});
	return `<rss version="2.0"><channel><title>The Town Crier</title>${items.join('')}</channel></rss>`;
};

test('a site that is rebuilt floods nobody, and /following says so on both platforms', async () => {
	const house = await openHouse({ channels: ['news'] });
	try {
		const address = `${house.publisher.url}/crier.xml`;
		house.publisher.serve('/crier.xml', { body: feed(house.publisher.url, 'Old'), headers: { etag: '"1"' } });
		const channel = house.discord.channel('news').id;
		const group = house.telegram.chat({ type: 'supergroup', title: 'Town readers' });
		await house.start();
		await house.discord.slash(channel, 'follow', { address }, { manager: true });
		await house.telegram.say(group, `/follow ${address}`);
		const posts = (edition: string): number[] => [
			house.discord.messages(channel).filter(({ text }) => text.includes(`${edition} `)).length,
			house.telegram
				.messages(group)
				.filter(({ text, reply_to_message }) => !reply_to_message && text.includes(`${edition} `)).length,
		];
		const patience = { timeout: 20_000 };
		await vi.waitFor(() => expect(posts('Old')).toEqual([1, 1]), patience);
		house.publisher.serve('/crier.xml', { body: feed(house.publisher.url, 'New'), headers: { etag: '"2"' } });
		await vi.waitFor(() => expect(posts('New')).toEqual([3, 3]), patience);
		const answers = [
			(await house.discord.slash(channel, 'following')).text,
			(await house.telegram.say(group, '/following')).text,
		];
		for (const answer of answers) expect(answer).toContain('kept 5 back');
		expect([...posts('New'), ...posts('Old')]).toEqual([3, 3, 1, 1]);
	} finally {
		await house.close();
	}
});
