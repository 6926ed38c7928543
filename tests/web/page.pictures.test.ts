import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startNewsroom } from '../../src/demo/newsroom.ts';

// A script of the page: it has no types here, so what it gives is checked.
const page: unknown = await import(String(new URL('../../src/web/page/picture-address.js', import.meta.url)));
const { pictureAddress } = z
	.object({ pictureAddress: z.custom<(url: unknown) => unknown>((value) => typeof value === 'function') })
	.parse(page);

describe('a picture from the reader’s own network is not asked for', () => {
	test.each([
		'http://192.168.1.1/reboot',
		'http://192.168.1.1/reboot.png',
		'https://10.0.0.1/a.png',
		'http://172.16.0.1/a.png',
		'http://172.31.255.1/a.png',
		'http://169.254.169.254/latest/meta-data',
		'http://100.64.0.1/a.png',
		'http://0.0.0.0/a.png',
		'http://127.0.0.1:8080/shutdown',
		'http://127.0.0.1:8080/shutdown?now.png',
		'http://user@127.0.0.1:8080/a.png',
		'https://127.0.0.1:8080/a.png',
		'http://127.0.0.1/a.png',
		'http://127.0.0.2:8080/a.png',
		'http://0x7f.1/a.png',
		'http://3232235777/a.png',
		'http://localhost:8080/a.png',
		'http://printer.local/a.png',
		'http://printer.local./a.png',
		'http://router/a.png',
		'http://nas.lan/a.png',
		'http://[::1]:8080/a.png',
		'http://[::ffff:10.0.0.1]/a.png',
		'http://[fc00::1]/a.png',
		'http://[fd12:3456::1]/a.png',
		'http://[fe80::1]/a.png',
		'http://[2002:c0a8:101::1]/a.png',
		'javascript:alert(1)',
		'data:image/png;base64,AA',
		'file:///etc/passwd',
		'/a.png',
		undefined,
	])('%s', (url) => {
		expect(pictureAddress(url)).toBeUndefined();
	});
});

describe('a public picture is', () => {
	test.each([
		'https://news.example.org/a.jpg?width=800',
		'http://172.32.0.1/a.png',
		'http://100.128.0.1/a.png',
		'http://1.10.0.1/a.png',
		'https://[2606:4700::1111]/a.png',
	])('%s', (url) => {
		expect(pictureAddress(url)).toBe(url);
	});
	test('so is every picture of the sample newsroom', async () => {
		const newsroom = await startNewsroom();
		try {
			const feeds = await Promise.all(
				newsroom.sites.map(async ({ feedUrl }) => (await fetch(feedUrl)).text()),
			);
			const pictures = feeds.flatMap((feed) => feed.match(/http:[^"'\s<]+\.png/g) ?? []);
			expect(pictures.length).toBeGreaterThan(0);
			expect(pictures.filter((url) => pictureAddress(url) === undefined)).toEqual([]);
		} finally {
			await newsroom.close();
		}
	});
});
