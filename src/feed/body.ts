/**
 * Reads the body of an answer. Rules, in order:
 * 1. Two counters stop it: the bytes on the wire, and the bytes after each decompression (a bomb is small on the wire).
 * 2. Content-Encoding may nest, and what is compressed without saying so is decompressed: three layers in all.
 * 3. Memory is waited for where others hold it (budget.ts): the stream stands still, and the server with it.
 * 4. A connection that ends early is an error, unless the compressed body says itself that it is complete:
 *    some servers count the bytes before compression.
 */
import type { Readable } from 'node:stream';
import { type Body, decompress } from './decompress.ts';
import { createSink, type Source, TooLarge } from './sink.ts';

export interface BodyLimits {
	readonly wireBytes: number;
	readonly bodyBytes: number;
}

const LAYERS = 3;

/** `failure`: why it ended before its time. */
async function readWire(
	body: Readable,
	limit: number,
	source: Source,
): Promise<Body & { failure?: unknown }> {
	const sink = createSink(limit, source);
	const read = (more: { failure?: unknown } = {}) => ({
		bytes: sink.bytes(),
		whole: true,
		close: sink.close,
		...more,
	});
	try {
		for await (const chunk of body) if (chunk instanceof Buffer) await sink.take(chunk);
	} catch (error) {
		if (error instanceof TooLarge || source.signal.aborted || sink.length === 0) throw error;
		return read({ failure: error });
	}
	return read();
}

/** The last that was put on is the first to come off. */
const labelsOf = (encoding: string): readonly string[] =>
	encoding
		.toLowerCase()
		.split(',', LAYERS)
		.map((label) => label.trim())
		.filter((label) => label !== '' && label !== 'identity')
		.toReversed();

/** @param encoding Content-Encoding. @throws TooLarge, the signal's reason, or the error of the stream. */
export async function readBody(
	body: Readable,
	encoding: string | undefined,
	limits: BodyLimits,
	source: Source,
): Promise<Pick<Body, 'bytes' | 'whole'>> {
	const wire = await readWire(body, limits.wireBytes, source);
	let read: Body = wire;
	let whole = true;
	let isCompressed = false;
	for (const label of [...labelsOf(encoding ?? ''), ''].slice(0, LAYERS)) {
		const inside = await decompress(label, read.bytes, limits.bodyBytes, source);
		if (inside === undefined) continue;
		isCompressed = true;
		read.close();
		read = inside;
		whole &&= inside.whole;
	}
	if (wire.failure !== undefined && !(isCompressed && whole)) throw wire.failure;
	return { bytes: read.bytes, whole };
}
