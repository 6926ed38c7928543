/**
 * Which addresses are public. Rules:
 * 1. Only global unicast is; of IPv6 that is 2000::/3, the one part that is given out. Addresses that carry an IPv4
 *    address inside (mapped, NAT64, 6to4, Teredo) are judged by it or refused.
 * 2. One private answer among public ones refuses the name.
 * 3. Networks on the allow-list (FETCH_ALLOW_PRIVATE) are open, on purpose and only they.
 * `connect` asks here for every connection, so each hop of a redirect passes.
 */
import type dns from 'node:dns';
import type net from 'node:net';
import ipaddr from 'ipaddr.js';

/** The address leads into a network that is not public. */
export class PrivateAddress extends Error {
	override readonly name = 'PrivateAddress';
	readonly code = 'EPRIVATE';
	constructor(address: string) {
		super(`${address} is in a private network`);
	}
}

export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

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

/** As `dns.lookup` answers when asked for all. */
export type Resolve = (
	hostname: string,
	options: dns.LookupAllOptions,
	callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

/** A lookup for net.connect that fails where any answer is private. */
export function guardedLookup(allowed: readonly Network[], resolve: Resolve): net.LookupFunction {
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
