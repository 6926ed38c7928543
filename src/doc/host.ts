/**
 * Hosts as people read them. Rules:
 * 1. A name in another script is shown in its letters (RFC 3492 undone); what is opened stays as the network has it.
 * 2. A name that could pass for another one stays as the network has it: letters of two scripts in one label, signs
 *    that are no letters, or a label of which every letter looks Latin.
 */
import { domainToUnicode } from 'node:url';

/** Scripts that one label may mix: Japanese and Korean are written in several, and so is Chinese with Latin. */
const TOGETHER = [
	/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}\p{Script=Inherited}a-z]+$/u,
	/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}a-z]+$/u,
];
const SCRIPTS = [
	...'Latin Cyrillic Greek Arabic Hebrew Devanagari Bengali Tamil Telugu Thai Georgian Armenian Ethiopic'.split(
		' ',
	),
	...'Gujarati Gurmukhi Kannada Malayalam Sinhala Khmer Lao Myanmar'.split(' '),
].map((script) => new RegExp(`^[\\p{Script=${script}}\\p{Script=Common}\\p{Script=Inherited}]+$`, 'u'));
const LETTERS = /^[\p{L}\p{M}\p{N}·-]+$/u;
/** Cyrillic, Greek and Armenian letters that are drawn as Latin ones. */
const LATIN_LOOKING = /^[аеорсухѕіјԁһԛԝӏѵαορνυκιτωχգհոսցօ\d-]+$/u;

const isPlain = (label: string): boolean =>
	/^[\x21-\x7e]+$/.test(label) ||
	(LETTERS.test(label) &&
		[...TOGETHER, ...SCRIPTS].some((script) => script.test(label)) &&
		!LATIN_LOOKING.test(label));

/** @param host as a URL has it, perhaps with a port. */
export function shownHost(host: string): string {
	if (!host.includes('xn--')) return host;
	const [name = '', port] = host.split(':');
	const shown = domainToUnicode(name);
	if (shown === '' || !shown.split('.').every(isPlain)) return host;
	return port === undefined ? shown : `${shown}:${port}`;
}

/** The host of an address, without its port; empty where it has none. */
export const hostOf = (url: string | undefined): string =>
	url === undefined ? '' : shownHost(URL.parse(url)?.hostname ?? '');

/** An address to read and to copy: typed, it leads to the same place. */
export function shownAddress(address: string): string {
	const url = URL.parse(address);
	return url === null || url.host === '' ? address : address.replace(url.host, () => shownHost(url.host));
}
