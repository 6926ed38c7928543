/**
 * Keeps foreign addresses out of private networks. Rules:
 * 1. Checked three times: the literal address, every answer of the name server, and the address that was really
 *    connected; so neither `2130706433` nor a name that changes its mind (DNS rebinding) gets through.
 * 2. Only global unicast is public; of IPv6 that is 2000::/3, the one part that is given out. One private answer among public ones refuses the name.
 * 3. Networks on the allow-list (FETCH_ALLOW_PRIVATE) are open, on purpose and only they.
 * The fetcher connects anew for every hop of a redirect, so each hop passes here.
 */
import dns from 'node:dns';
import net from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** The address leads into a network that is not public. */
export class PrivateAddress extends Error {
	override readonly name = 'PrivateAddress';
	readonly code = 'EPRIVATE';
	constructor(address: string) {
		super(`${address} is in a private network`);
	}
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3');

/** @param networks in CIDR notation, e.g. `127.0.0.0/8`, or single addresses. @throws Error on what is neither. */
export function parseNetworks(networks: readonly string[]): readonly Network[] {
	return networks.map((network) => {
		if (ipaddr.isValidCIDR(network)) return ipaddr.parseCIDR(network);
		const address = ipaddr.process(network);
		return [address, address.kind() === 'ipv4' ? 32 : 128];
	});
}

/** @param address an IP literal, without brackets. */
export function isPublic(address: string, allowed: readonly Network[]): boolean {
	// A zone (fe80::1%eth0) only exists on link-local addresses.
	if (!ipaddr.isValid(address)) return false;
	const ip = ipaddr.process(address);
	if (ip.range() === 'unicast' && (ip instanceof ipaddr.IPv4 || ip.match(GIVEN_OUT))) return true;
	return allowed.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits));
}

type Resolve = (
	hostname: string,
	options: dns.LookupAllOptions,
	callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

/** A lookup for net.connect that fails where any answer is private. */
export function guardedLookup(
	allowed: readonly Network[],
	resolve: Resolve = dns.lookup,
): net.LookupFunction {
	return (hostname, options, callback) => {
		resolve(hostname, { ...options, all: true }, (error, addresses) => {
			if (error) return callback(error, []);
			const refused = addresses.find(({ address }) => !isPublic(address, allowed));
			if (refused !== undefined) return callback(new PrivateAddress(refused.address), []);
			const [first] = addresses;
			if (options.all === true || first === undefined) return callback(null, addresses);
			callback(null, first.address, first.family);
		});
	};
}

/** A connector for undici's Agent. */
export function guardedConnector(options: {
	readonly allowed: readonly Network[];
	readonly timeoutMs: number;
}): buildConnector.connector {
	const { allowed, timeoutMs } = options;
	const connect = buildConnector({
		timeout: timeoutMs,
		allowH2: false,
		lookup: guardedLookup(allowed),
		autoSelectFamily: true,
	});
	return (target, callback) => {
		const literal = target.hostname.replace(/^\[|\]$/g, '');
		if (net.isIP(literal) !== 0 && !isPublic(literal, allowed)) {
			callback(new PrivateAddress(literal), null);
			return;
		}
		connect(target, (error, socket) => {
			if (error !== null) return callback(error, null);
			const address = socket.remoteAddress;
			if (address !== undefined && isPublic(address, allowed)) return callback(null, socket);
			socket.destroy();
			callback(new PrivateAddress(address ?? target.hostname), null);
		});
	};
}
