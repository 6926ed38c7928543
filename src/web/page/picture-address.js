/**
 * Which pictures may be loaded. Rules:
 * 1. A picture's address comes from a feed, and the browser that asks for it stands inside the reader's own
 *    network: an address that names a private place (http://192.168.1.1/reboot) is not asked for.
 * 2. The one exception is the sample newsroom, which runs on this machine: plain http at 127.0.0.1, a bare path
 *    that ends like a picture's. No query, so it orders nothing.
 * 3. The browser's own parser has put every spelling (0x7f.1, 3232235777, ::ffff:10.0.0.1) into one form before.
 */

const SAMPLE_PICTURE = /^http:\/\/127\.0\.0\.1:\d{1,5}\/[\w/-]{1,300}\.png$/;

/** Private, shared, link-local and loopback; names without a dot or of a home network. */
const PRIVATE_V4 =
	/^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_NAME = /^[^.]*$|\.(?:local|localhost|internal|lan|home|intranet|home\.arpa)$/;

/** @param {string} host in brackets, as URL.hostname gives it */
function isPrivateV6(host) {
	// Public addresses are 2000::/3; 2002: (6to4) may hold a private one of the old kind.
	return !/^\[[23][0-9a-f]{3}:/.test(host) || host.startsWith('[2002:');
}

/**
 * @param {unknown} url
 * @returns {string | undefined}
 */
export function pictureAddress(url) {
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	const { protocol, hostname, href } = new URL(url);
	if (protocol !== 'http:' && protocol !== 'https:') return undefined;
	if (SAMPLE_PICTURE.test(href)) return href;
	const host = hostname.replace(/\.$/, '');
	const isPrivate = host.startsWith('[')
		? isPrivateV6(host)
		: PRIVATE_V4.test(host) || PRIVATE_NAME.test(host);
	return isPrivate ? undefined : href;
}
