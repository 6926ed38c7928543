/**
 * Reads the body of an answer. Rules:
 * 1. Two counters stop it: the bytes on the wire, and the bytes after decompression (a bomb is small on the wire).
 * 2. A compressed body that ends early gives what it had, as browsers do.
 */
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';

/** More bytes than allowed. */
export class TooLarge extends Error {
	override readonly name = 'TooLarge';
}

export interface BodyLimits {
	readonly wireBytes: number;
	readonly bodyBytes: number;
}

function decoderFor(encoding: string | undefined): Transform {
	switch (encoding?.trim().toLowerCase()) {
		case 'gzip':
		case 'x-gzip':
			return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
		case 'br':
			return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
		default:
			return new PassThrough();
	}
}

async function* counted(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
	let bytes = 0;
	for await (const chunk of source) {
		bytes += chunk.length;
		if (bytes > limit) throw new TooLarge(`more than ${limit} bytes`);
		yield chunk;
	}
}

/** @throws TooLarge, or the error of stream or decompressor. */
export async function readBody(
	body: Readable,
	encoding: string | undefined,
	limits: BodyLimits,
): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	await pipeline(
		body,
		(source) => counted(source, limits.wireBytes),
		decoderFor(encoding),
		async (source: AsyncIterable<Buffer>) => {
			for await (const chunk of counted(source, limits.bodyBytes)) chunks.push(chunk);
		},
	);
	return Buffer.concat(chunks);
}
