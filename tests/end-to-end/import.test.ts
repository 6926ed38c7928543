/**
 * A list of feeds comes in and goes out on both platforms: what a person sees, and that nothing old is posted.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message as DiscordMessage } from '../stand-ins/discord/index.ts';
import type { Chat, Message as TelegramMessage } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';
import { openList } from './list.ts';
import { until } from './program.ts';

const REPORT = /(?:feeds are read|follows no new feed|followed and tried again)/;
const PATIENT = 60_000;
const MANAGER = { manager: true };
/** Many hosts: every address of 127/8 is this machine, and one host is asked one thing at a time. */
const FEEDS = 120;
const BROKEN = 25;

let house: House;
let group: Chat;
let home: Chat;
beforeAll(async () => {
	house = await openHouse({
		channels: ['news', 'late', 'gone', 'talk', 'again'],
		environment: { POLL_MIN_SECONDS: '2', POLL_MAX_SECONDS: '2' },
	});
	group = house.telegram.chat({ type: 'supergroup', title: 'Readers' });
	home = house.telegram.chat({ type: 'private', title: 'Ilse' });
	await house.start();
});
afterAll(() => house.close());

const discordReport = (channel: string): Promise<DiscordMessage> =>
	house.discord.waitForMessage(house.discord.channel(channel).id, ({ text }) => REPORT.test(text), PATIENT);
const telegramReport = (chat: Chat): Promise<TelegramMessage> =>
	house.telegram.waitForMessage(chat, ({ text }) => REPORT.test(text), PATIENT);
const numbers = (text: string): Record<string, number> =>
	Object.fromEntries(
		[
			...text.matchAll(
				/^\**(Read|Followed before|Not readable|In a private network|Without a web address|Still to read)\** (\d+)$/gm,
			),
		].map(([, label = '', count]) => [label, Number(count)]),
	);

describe('an import', () => {
	test('on Discord: an attachment, progress in place, a report with its file, and no old news', async () => {
		const { discord, publisher } = house;
		const list = openList(publisher, 'quern', FEEDS, BROKEN);
		const { id } = discord.channel('news');
		const answer = await discord.slash(
			id,
			'import',
			{ file: { name: 'quern.opml', bytes: list.opml } },
			MANAGER,
		);
		expect(answer.private).toBe(false);
		expect(answer.text).toContain(`Importing ${FEEDS + 1} feeds`);
		const answered = answer.message.editedAt;
		await until('progress', () => answer.message.editedAt !== answered);
		expect(answer.message.text).toMatch(/Importing[\s\S]*Still to read/);
		list.release();
		expect((await discordReport('news')).id).toBe(answer.message.id);
		expect(numbers(answer.message.text)).toEqual({
			Read: FEEDS - BROKEN,
			'Not readable': BROKEN,
			'Without a web address': 1,
		});
		expect(answer.message.text).toContain(`${FEEDS - BROKEN} feeds are read; ${BROKEN} more are followed`);
		expect(answer.message.text).toContain('One more line of the list names a feed again');
		expect(answer.message.text).toContain('What stands at its address is no feed any more.');
		const [file] = answer.message.files;
		expect(file?.name).toBe('depeche-not-read.txt');
		expect(file?.text.split('\n')).toHaveLength(BROKEN + 1);
		expect(file?.text).toContain('Odd\tabout:blank\tIt has no web address.');
		expect(discord.messages(id)).toHaveLength(1);

		// What is new after it is posted, and only that.
		list.publish(FEEDS - 1, 'The weir at Quern holds');
		await discord.waitForMessage(id, ({ text }) => text.includes('The weir at Quern holds'), PATIENT);
		expect(discord.messages(id)).toHaveLength(2);
	}, 120_000);

	test('on Telegram: a file with its caption, progress in place, a report and its file', async () => {
		const { telegram, publisher } = house;
		const { opml, release } = openList(publisher, 'weir', 60, BROKEN);
		const answer = await telegram.send(group, { name: 'weir.opml', bytes: opml, caption: '/import' });
		expect(answer.text).toContain('Importing 61 feeds');
		await telegram.waitForMessage(group, ({ text }) => /Read \d+\nNot/.test(text));
		release();
		const report = await telegramReport(group);
		expect(report.message_id).toBe(answer.message_id);
		expect(numbers(report.text)).toEqual({ Read: 35, 'Not readable': 25, 'Without a web address': 1 });
		const file = await telegram.waitForMessage(group, ({ document }) => document !== undefined);
		expect(file.document?.file_name).toBe('depeche-not-read.txt');
		expect(telegram.fileOf(file).split('\n')).toHaveLength(26);
		expect(telegram.messages(group)).toHaveLength(2);
	}, 120_000);

	test('what another channel already reads is followed without a post', async () => {
		const { telegram, publisher } = house;
		const { opml, release } = openList(publisher, 'quern', FEEDS, BROKEN);
		release();
		const sent = telegram.upload(home, { name: 'quern.opml', bytes: opml });
		const report = await telegramReport(home);
		expect(report.reply_to_message?.message_id).toBe(sent.message_id);
		expect(numbers(report.text)['Not readable']).toBe(BROKEN);
		expect(telegram.messages(home).filter(({ text }) => text.includes('quern old'))).toEqual([]);
		// The same list again changes nothing.
		const again = await telegram.say(home, '/import', { replyTo: sent });
		await until('the second report', () => {
			const now = telegram.messages(home).find(({ message_id: id }) => id === again.message_id);
			return numbers(now?.text ?? '')['Followed before'] === FEEDS && REPORT.test(now?.text ?? '');
		});
	}, 120_000);

	test('a restart in the middle: it goes on, and the report still comes in its message', async () => {
		const { discord, telegram, publisher } = house;
		const { opml, release } = openList(publisher, 'tarn', 40, 3);
		const { id } = discord.channel('late');
		const readers = telegram.chat({ type: 'supergroup', title: 'Late readers' });
		const file = { name: 'tarn.opml', bytes: opml };
		const answer = await discord.slash(id, 'import', { file }, MANAGER);
		const reply = await telegram.send(readers, { ...file, caption: '/import' });
		expect(reply.text).toContain('Importing 41 feeds');
		await house.stop();
		release();
		expect(answer.text).toContain('also if I am restarted');
		await house.start();
		const [report, message] = await Promise.all([discordReport('late'), telegramReport(readers)]);
		expect(report.id).toBe(answer.message.id);
		expect(message.message_id).toBe(reply.message_id);
		for (const { text } of [report, message])
			expect(numbers(text)).toEqual({ Read: 37, 'Not readable': 3, 'Without a web address': 1 });
		expect(discord.messages(id)).toHaveLength(1);
		expect(telegram.messages(readers)).toHaveLength(1);
	}, 120_000);

	test('where its message is gone after a restart, the report is one of its own and says so', async () => {
		const { discord, publisher } = house;
		const { opml, release } = openList(publisher, 'fen', 10, 1);
		const { id } = discord.channel('gone');
		const answer = await discord.slash(id, 'import', { file: { name: 'fen.opml', bytes: opml } }, MANAGER);
		await house.stop();
		release();
		answer.message.deleted = true;
		await house.start();
		const report = await discordReport('gone');
		expect(report.id).not.toBe(answer.message.id);
		expect(report.text).toContain('is not changed any more');
		expect(numbers(report.text)).toEqual({ Read: 9, 'Not readable': 1, 'Without a web address': 1 });
	}, 120_000);

	test('what was exported on one platform is imported on the other, folder for folder', async () => {
		const { discord, telegram } = house;
		const { id } = discord.channel('late');
		expect((await discord.slash(id, 'export')).text).toContain('for those who manage this channel');
		const exported = await discord.slash(id, 'export', {}, MANAGER);
		expect(exported.private).toBe(true);
		const [file] = exported.message.files;
		expect(file?.name).toBe('depeche-late.opml');
		expect(file?.text).toContain('<title>late</title>');
		const words = file?.text ?? '';
		expect(words.match(/xmlUrl=/g)).toHaveLength(40);
		expect(words).toContain('<outline text="Quern &amp; more"');
		const readers = telegram.chat({ type: 'private', title: 'Oona' });
		await telegram.send(readers, { name: 'depeche.opml', bytes: words, caption: '/import' });
		await telegramReport(readers);
		const back = await telegram.say(readers, '/export');
		expect(back.caption).toContain('The 40 feeds');
		const outlines = (text: string): readonly string[] => text.match(/<outline.*/g) ?? [];
		expect(outlines(telegram.fileOf(back))).toEqual(outlines(words));
	}, 120_000);

	test('by its address, and how it stands', async () => {
		const { discord, publisher } = house;
		const { opml, release } = openList(publisher, 'moor', 5, 1);
		publisher.serve('/moor.opml', { type: 'text/xml', body: opml });
		const { id } = discord.channel('talk');
		expect((await discord.slash(id, 'import', {}, MANAGER)).text).toContain('Send it together with');
		expect((await house.telegram.say(home, '/import')).text).toContain('Send it together with');
		const answer = await discord.slash(id, 'import', { address: `${publisher.url}/moor.opml` }, MANAGER);
		expect(answer.text).toContain('Importing 6 feeds');
		const stands = await discord.slash(id, 'import', {}, MANAGER);
		expect(stands.private).toBe(true);
		expect(stands.text).toContain('Importing 6 feeds');
		expect(stands.text).not.toMatch(/keep this message|choose Export/);
		const both = {
			file: { name: 'moor.opml', bytes: opml },
			address: `${publisher.url}/moor.opml`,
		};
		expect((await discord.slash(id, 'import', both, MANAGER)).text).toContain('give one of them');
		// As a file: one host is asked one thing at a time, and this one keeps a feed waiting.
		const second = await discord.slash(id, 'import', { file: both.file }, MANAGER);
		expect(second.private).toBe(true);
		expect(second.text).toContain('still going on');
		release();
		await discordReport('talk');
		expect((await discord.slash(id, 'import', {}, MANAGER)).text).toMatch(
			/4 feeds are read; one more is followed[\s\S]*choose Export/,
		);
	}, 120_000);

	test.each<[string, { readonly name: string; readonly bytes: Uint8Array | string }, string]>([
		['a page', { name: 'a.html', bytes: '<!DOCTYPE html><p>Hello</p>' }, 'This is a web page'],
		['nothing', { name: 'a.opml', bytes: '' }, 'There is no feed in this file'],
		['a ZIP', { name: 'a.zip', bytes: Buffer.from('504b03040a000000', 'hex') }, 'is packed'],
		['too much', { name: 'a.opml', bytes: Buffer.alloc(6 * 1024 * 1024, 0x20) }, 'larger than 5 MB'],
	])('%s is refused kindly on both platforms', async (_what, file, words) => {
		const { discord, telegram } = house;
		const answer = await discord.slash(discord.channel('again').id, 'import', { file }, MANAGER);
		expect(answer.private).toBe(true);
		expect(answer.text).toContain(words);
		expect((await telegram.send(home, { ...file, caption: '/import' })).text).toContain(words);
	});

	test('is for those who manage the channel', async () => {
		const answer = await house.telegram.send(
			group,
			{ name: 'a.opml', bytes: '<opml/>', caption: '/import' },
			{ from: group.member },
		);
		expect(answer.text).toContain('for those who manage this channel');
	});
});
