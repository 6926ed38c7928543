/** A feed that stays broken is told once in each channel, on both platforms, with a way out. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/db.ts';
import { openHouse } from './house.ts';
import { FERRY, LIBRARY, openOutlet } from './outlet.ts';

const PATIENCE_MS = 20_000;
const DAY_MS = 86_400_000;

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
		await house.stop();
		const { db, close } = await openDatabase({ dataDir: house.environment.DATA_DIR ?? '' });
		await db
			.updateTable('feeds')
			.set((eb) => ({ failing_since: eb('failing_since', '-', 4 * DAY_MS), next_check_at: 0 }))
			.execute();
		await close();
		await house.start();

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
