/** A feed that stays broken is told once in each channel, on both platforms, with a way out. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/db.ts';
import { openHouse } from './house.ts';
import { openList } from './list.ts';
import { FERRY, LIBRARY, openOutlet } from './outlet.ts';

const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;

type House = Awaited<ReturnType<typeof openHouse>>;

async function letDaysGoBy(house: House): Promise<void> {
	await house.stop();
	const { db, close } = await openDatabase({ dataDir: house.environment.DATA_DIR ?? '' });
	await db
		.updateTable('feeds')
		.set((eb) => ({ failing_since: eb('failing_since', '-', 4 * DAY_MS), next_check_at: 0 }))
		.where('failing_since', 'is not', null)
		.execute();
	// Imports are a matter of the past as well.
	await db
		.updateTable('imports')
		.set((eb) => ({ finished_at: eb('finished_at', '-', 8 * DAY_MS) }))
		.execute();
	await close();
	await house.start();
}

test('cause, what happens meanwhile and what to do; once, until it was well again', async () => {
	const house = await openHouse({ channels: ['news'] });
	try {
		const outlet = openOutlet(house.publisher, 'courier', 'The Averil Courier', 'en');
		outlet.publish(LIBRARY);
		const channel = house.discord.channel('news').id;
		const group = house.telegram.chat({ type: 'supergroup', title: 'Readers' });
		await house.start();
		await house.discord.slash(channel, 'follow', { address: outlet.home }, { manager: true });
		await house.telegram.say(group, `/follow ${outlet.home}`);
		const says = (words: string) => (message: { readonly text: string }) => message.text.includes(words);
		const arrived = (words: string) =>
			Promise.all([
				house.discord.waitForMessage(channel, says(words), PATIENCE_MS),
				house.telegram.waitForMessage(
					group,
					(message) => !message.reply_to_message && says(words)(message),
					PATIENCE_MS,
				),
			]);
		await arrived('library reopens');
		house.publisher.serve('/courier/feed.xml', { status: 404, body: '' });
		const isFailing = () => house.lines.some((line) => line.includes('feed not read'));
		await expect.poll(isFailing, { timeout: PATIENCE_MS }).toBe(true);
		const listed = await house.discord.slash(channel, 'following');
		expect(listed.text).toContain('nothing at its address any more (404)');
		expect((await house.telegram.say(group, '/following')).text).toContain('/follow');

		// Days go by.
		await letDaysGoBy(house);

		const [post, message] = await arrived('I can no longer read The Averil Courier');
		for (const { text } of [post, message]) {
			expect(text).toContain('nothing at its address any more (404)');
			expect(text).toContain('I keep trying');
			expect(text).toContain('/follow');
		}
		const labels = message.reply_markup?.inline_keyboard.flat().map(({ text }) => text);
		expect([post.buttons[0]?.label, labels?.[0]]).toEqual(['Stop following', 'Stop following']);

		// A notice is no article.
		expect((await house.discord.slash(channel, 'summary')).text).toContain('timber roof');
		const reply = await house.telegram.say(group, '/summary', { replyTo: message });
		expect(reply.text).toContain('no article in this message');

		outlet.publish(FERRY);
		await arrived('Night ferry');
		const told = [
			house.discord.messages(channel).filter(says('no longer read')),
			house.telegram.messages(group).filter(says('no longer read')),
		];
		expect(told.map(({ length }) => length)).toEqual([1, 1]);
		const stopped = await house.discord.press(post, 'Stop following', { manager: true });
		expect(stopped.text).toContain('No longer following');
		expect((await house.telegram.press(message, 'Stop following')).text).toContain('No longer following');
	} finally {
		await house.close();
	}
}, 60_000);

test('a list that dies is one message in each channel, whatever its length; what was never read is none', async () => {
	const [count, broken] = [40, 6];
	const house = await openHouse({
		channels: ['news'],
		environment: { POLL_MIN_SECONDS: '2', POLL_MAX_SECONDS: '2' },
	});
	try {
		const list = openList(house.publisher, 'tarn', count, broken);
		list.release();
		const channel = house.discord.channel('news').id;
		const group = house.telegram.chat({ type: 'supergroup', title: 'Readers' });
		await house.start();
		const file = { name: 'tarn.opml', bytes: list.opml };
		await house.discord.slash(channel, 'import', { file }, { manager: true });
		await house.telegram.send(group, { ...file, caption: '/import' });
		const is = (words: RegExp) => (message: { readonly text: string }) => words.test(message.text);
		const arrived = (words: RegExp) =>
			Promise.all([
				house.discord.waitForMessage(channel, is(words), PATIENCE_MS),
				house.telegram.waitForMessage(group, is(words), PATIENCE_MS),
			]);
		await arrived(/more are followed and tried again/);
		for (let index = 0; index < count; index++)
			house.publisher.serve(`/tarn/${index}.xml`, { status: 404, body: '' });
		const isDead = /feed not read feed=\S*\/tarn\/(\d+)\.xml error="status 404/;
		const failing = () =>
			new Set(
				house.lines
					.flatMap((line) => isDead.exec(line)?.[1] ?? [])
					.filter((index) => Number(index) >= broken),
			).size;
		await expect.poll(failing, { timeout: PATIENCE_MS }).toBe(count - broken);
		await letDaysGoBy(house);
		const told = await arrived(/I can no longer read/);
		for (const { text } of told) {
			expect(text).toContain(`I can no longer read ${count - broken} feeds`);
			expect(text).toMatch(/And 19 more: `?\/following/);
			expect(text).toContain('nothing at its address any more (404)');
		}
		expect(house.discord.messages(channel).filter(is(/no longer read/))).toHaveLength(1);
		expect(house.telegram.messages(group).filter(is(/no longer read/))).toHaveLength(1);
	} finally {
		await house.close();
	}
}, 90_000);
