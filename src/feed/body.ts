/**
 * Reads the body of an answer. Rules, in order:
 * 1. Two counters stop it: the bytes on the wire, and the bytes after each decompression (a bomb is small on the wire).
 * 2. Content-Encoding may nest, and what is compressed without saying so is decompressed: three layers in all.
 * 3. A connection that ends early is an error, unless the compressed body says itself that it is complete:
 *    some servers count the bytes before compression.
 */
import type { Readable } from 'node:stream';
import { type Body, decompress } from './decompress.ts';
import { createSink, TooLarge } from './sink.ts';

export interface BodyLimits {
	readonly wireBytes: number;
	readonly bodyBytes: number;
}

const LAYERS = 3;

/** `failure`: why it ended before its time. */
async function readWire(body: Readable, limit: number): Promise<{ bytes: Buffer; failure?: unknown }> {
	const sink = createSink(limit);
	try {
		for await (const chunk of body) if (chunk instanceof Buffer) sink.take(chunk);
	} catch (error) {
		if (error instanceof TooLarge || sink.length === 0) throw error;
		return { bytes: sink.bytes(), failure: error };
	}
	return { bytes: sink.bytes() };
}

/** The last that was put on is the first to come off. */
const labelsOf = (encoding: string): readonly string[] =>
	encoding
		.toLowerCase()
		.split(',', LAYERS)
		.map((label) => label.trim())
		.filter((label) => label !== '' && label !== 'identity')
		.toReversed();

/** @param encoding Content-Encoding. @throws TooLarge, or the error of the stream. */
export async function readBody(body: Readable, encoding = '', limits: BodyLimits): Promise<Body> {
	const wire = await readWire(body, limits.wireBytes);
	let { bytes } = wire;
	let whole = true;
	let isCompressed = false;
	for (const label of [...labelsOf(encoding), ''].slice(0, LAYERS)) {
		const inside = await decompress(label, bytes, limits.bodyBytes);
		if (inside === undefined) continue;
		isCompressed = true;
		bytes = inside.bytes;
		whole &&= inside.whole;
	}
	if (wire.failure !== undefined && !(isCompressed && whole)) throw wire.failure;
	return { bytes, whole };
}
