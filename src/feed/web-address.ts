/**
 * An address that a program may read for somebody. Rules, in order:
 * 1. http and https only, so a redirect to `file:`, `data:` or `javascript:` leads nowhere.
 * 2. No port on which another protocol listens: a server of mail or of a cache might take a request for orders.
 * 3. Credentials and the fragment are nobody's business on the wire; a name and its absolute form (`host.`) are one host.
 */
import { FetchError } from '../errors.ts';

/**
 * The bad ports of the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking), and the databases and caches
 * that read lines of text.
 */
const NO_WEB_PORTS: ReadonlySet<number> = new Set([
	...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103],
	...[
		104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
	],
	...[515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723],
	...[2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
	...[1433, 1521, 3306, 3389, 5432, 5900, 6379, 11211, 27017],
]);

/** @param base what a relative address is relative to. @throws FetchError ('address') */
export function webAddress(address: string, base?: string): URL {
	const url = URL.parse(address, base);
	if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
		throw new FetchError('address', address);
	if (url.port !== '' && NO_WEB_PORTS.has(Number(url.port))) throw new FetchError('address', url.href);
	url.username = '';
	url.password = '';
	url.hash = '';
	return url;
}

/** One host, however it is written: what is asked one request at a time. */
export const hostKey = (url: URL): string => url.host.replace(/\.(?=:|$)/, '');
