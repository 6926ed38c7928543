/**
 * Certificates made at run time, as good or as bad as a test needs them: X.509 (RFC 5280) written in DER by hand,
 * because node:crypto reads and signs but does not write them.
 */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';

export interface Certified {
	readonly key: string;
	/** PEM, of this certificate alone. */
	readonly cert: string;
	readonly issuer: Issuer;
}

interface Issuer {
	readonly name: string;
	readonly key: KeyObject;
}

export interface CertificateOptions {
	/** Host names (also `*.h.example`) and IPv4 addresses. */
	readonly names: readonly string[];
	/** Without one it signs itself. */
	readonly issuer?: Issuer;
	/** Days from now. */
	readonly from?: number;
	readonly until?: number;
}

const DAY = 24 * 3_600_000;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(parts);
	const size = content.length;
	if (size < 128) return Buffer.concat([Buffer.from([tag, size]), content]);
	const bytes = size < 256 ? [size] : [size >> 8, size & 255];
	return Buffer.concat([Buffer.from([tag, 128 | bytes.length, ...bytes]), content]);
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
/** @param hex the identifier, already encoded. */
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);

const SIGNED_BY = sequence(identifier('2a8648ce3d040302')); // ecdsa-with-SHA256
const nameOf = (name: string): Buffer =>
	sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))));
const timeOf = (at: number): Buffer =>
	der(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
const extension = (id: string, value: Uint8Array): Buffer => sequence(identifier(id), der(0x04, value));

const alternative = (name: string): Buffer =>
	isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

/** @returns a leaf that can also sign others. */
export function certificate(options: CertificateOptions): Certified {
	const { names, from = -1, until = 30 } = options;
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = names[0] ?? 'nobody';
	const issuer = options.issuer ?? { name, key: privateKey };
	const serial = Buffer.from([1, ...Buffer.from(name.slice(0, 8))]);
	const isAuthority = options.issuer === undefined;
	const toSign = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, serial),
		SIGNED_BY,
		nameOf(issuer.name),
		sequence(timeOf(Date.now() + from * DAY), timeOf(Date.now() + until * DAY)),
		nameOf(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		der(
			0xa3,
			sequence(
				extension('551d11', sequence(...names.map(alternative))),
				...(isAuthority ? [extension('551d13', sequence(der(0x01, Buffer.from([255]))))] : []),
			),
		),
	);
	const signature = sign('sha256', toSign, { key: issuer.key, dsaEncoding: 'der' });
	const base64 = sequence(toSign, SIGNED_BY, bits(signature)).toString('base64');
	const lines = base64.match(/.{1,64}/g) ?? [];
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
		issuer: { name, key: privateKey },
	};
}
