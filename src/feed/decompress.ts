/**
 * One layer of compression. Rules, in order:
 * 1. The bytes decide over the label: gzip and zstd are known by their first bytes, marked or not; br and deflate
 *    have no such mark and are tried. What is not compressed after all is undefined.
 * 2. Everything that comes out is counted, and nothing beyond the limit is made.
 * 3. A stream that ends early or breaks gives what it had, and is not `whole`. Members one after the other are one
 *    text; what follows the last, and a wrong checksum, are ignored, as browsers do.
 * 4. brotli and zstd look back as far as their whole window and keep a copy of it, which is counted too; of zstd,
 *    a window of 8 MB is the largest (RFC 9659).
 */
import type { Transform } from 'node:stream';
import {
	type BrotliDecompress,
	constants,
	createBrotliDecompress,
	createInflate,
	createInflateRaw,
	createZstdDecompress,
	type Inflate,
	type InflateRaw,
	type ZstdDecompress,
} from 'node:zlib';
import { createSink, type Sink, type Source, TooLarge } from './sink.ts';

export interface Body {
	readonly bytes: Buffer;
	/** The bytes are needed no more. */
	close(): void;
	/** False where the end is missing. */
	readonly whole: boolean;
}

/** What we can read, the best first. */
export const ACCEPT_ENCODING = 'gzip, br, zstd';

type Decoder = Transform & (InflateRaw | Inflate | BrotliDecompress | ZstdDecompress);

/** A stream may be a row of members, each with a head and a tail of its own. */
interface Member {
	readonly decoder: Decoder;
	readonly head: number;
	readonly tail: number;
}

const CHUNK = { chunkSize: 64 * 1024 };
const ZSTD = { ...CHUNK, params: { [constants.ZSTD_d_windowLogMax]: 23 } };
const GZIP_TAIL = 8;
/** Members are cheap to write and dear to read; blocks of 64 kB, as bgzip makes them, stay below it. */
const MEMBERS = 256;

const isGzip = (bytes: Buffer): boolean => bytes.length >= 10 && bytes.readUInt16BE(0) === 0x1f8b;
const isZstd = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528;
/** The two bytes of RFC 1950; without them servers mean the raw form. */
const isZlib = (bytes: Buffer): boolean =>
	bytes.length >= 2 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

/** The length of a gzip member's head (RFC 1952, 2.3); beyond the bytes where it does not end. */
function gzipHead(bytes: Buffer): number {
	const flags = bytes.readUInt8(3);
	let at = 10;
	const skipText = (): void => {
		const end = bytes.indexOf(0, at);
		at = end < 0 ? bytes.length : end + 1;
	};
	if (flags & 4) at += at + 2 <= bytes.length ? 2 + bytes.readUInt16LE(at) : 2;
	if (flags & 8) skipText();
	if (flags & 16) skipText();
	return at + (flags & 2 ? 2 : 0);
}

function memberOf(label: string, bytes: Buffer): Member | undefined {
	const bare = (decoder: Decoder): Member => ({ decoder, head: 0, tail: 0 });
	if (isGzip(bytes)) return { decoder: createInflateRaw(CHUNK), head: gzipHead(bytes), tail: GZIP_TAIL };
	if (isZstd(bytes)) return bare(createZstdDecompress(ZSTD));
	if (label === 'br') return bare(createBrotliDecompress(CHUNK));
	if (label === 'deflate') return bare(isZlib(bytes) ? createInflate(CHUNK) : createInflateRaw(CHUNK));
	return undefined;
}

/** Into the sink, as far as it goes. @returns whether it came to its end. @throws TooLarge, the signal's reason */
async function drain(decoder: Decoder, bytes: Buffer, sink: Sink, signal: AbortSignal): Promise<boolean> {
	decoder.end(bytes);
	try {
		for await (const chunk of decoder) if (chunk instanceof Buffer) await sink.take(chunk);
		return true;
	} catch (error) {
		if (error instanceof TooLarge || signal.aborted) throw error;
		return false;
	}
}

/** @param label as in Content-Encoding; empty where none is given. @throws TooLarge, the signal's reason */
export async function decompress(
	label: string,
	bytes: Buffer,
	limit: number,
	source: Source,
): Promise<Body | undefined> {
	let member = memberOf(label, bytes);
	if (member === undefined) return undefined;
	const looksFarBack = !isGzip(bytes) && label !== 'deflate';
	const sink = createSink(limit, source, looksFarBack ? 2 : 1);
	let rest = bytes;
	let whole = true;
	for (let count = 0; member !== undefined && whole; count++) {
		const { decoder, head, tail } = member;
		whole = count < MEMBERS && (await drain(decoder, rest.subarray(head), sink, source.signal));
		rest = rest.subarray(head + decoder.bytesWritten + tail);
		member = isGzip(rest) || isZstd(rest) ? memberOf('', rest) : undefined;
	}
	return sink.length === 0 && !whole ? undefined : { bytes: sink.bytes(), whole, close: sink.close };
}
