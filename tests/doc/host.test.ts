import { describe, expect, test } from 'vitest';
import { hostOf, shownAddress, shownHost } from '../../src/doc/host.ts';

const network = (host: string): string => new URL(`https://${host}`).host;

describe('a host as people read it', () => {
	test.each([
		'bücher.example',
		'новости.example',
		'ニュース東京.example',
		'新聞.example:8443',
		'ειδήσεις.example',
	])('%s is shown in its letters', (host) => {
		expect(shownHost(network(host))).toBe(host);
	});

	test.each([
		['letters of two scripts', 'pаypal.example'],
		['letters that all look Latin', 'арре.example'],
		['a lookalike in the middle of a name', 'news.раус.example'],
		['a sign of no script', 'news♥日.example'],
	])('%s: it stays as the network has it', (_case, host) => {
		expect(shownHost(network(host))).toBe(network(host));
		expect(network(host)).toContain('xn--');
	});

	test.each(['plain.example', '127.0.0.1:8080', '[::1]:80', 'xn--.example', ''])(
		'%s is left alone',
		(host) => {
			expect(shownHost(host)).toBe(host);
		},
	);

	test('an address keeps everything else', () => {
		const address = 'https://xn--bcher-kva.example:8443/xn--bcher-kva.example?q=1';
		expect(shownAddress(address)).toBe('https://bücher.example:8443/xn--bcher-kva.example?q=1');
		expect(new URL(shownAddress(address)).href).toBe(address);
		expect(shownAddress('no address')).toBe('no address');
		expect([hostOf(address), hostOf('no address'), hostOf(undefined)]).toEqual(['bücher.example', '', '']);
	});
});
