/**
 * A file that a platform keeps for us. Rules:
 * 1. The caller vouches for the address: the platform's own host, built or checked by its adapter. A redirect is
 *    refused, so nobody else can answer.
 * 2. Bytes are counted as they come, whatever length was announced; a time limit covers all of it.
 * 3. An error names no address: it may carry a token.
 */
import { FetchError, UserError } from '../errors.ts';

const TIME_LIMIT_MS = 20_000;
const MB = 1024 * 1024;

export const fileTooLarge = (maxBytes: number): UserError =>
	new UserError('problem-file-too-large', { megabytes: Math.floor(maxBytes / MB) });

/** @param host what a person is told failed. @throws UserError, FetchError */
export async function download(
	url: string,
	host: string,
	{ maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Uint8Array> {
	const timeout = AbortSignal.timeout(TIME_LIMIT_MS);
	try {
		const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.any([signal, timeout]) });
		if (answer.status !== 200) {
			await answer.body?.cancel();
			throw new FetchError('status', host, { status: answer.status });
		}
		const chunks: Uint8Array[] = [];
		let bytes = 0;
		for await (const chunk of answer.body ?? []) {
			bytes += chunk.length;
			if (bytes > maxBytes) throw fileTooLarge(maxBytes);
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof FetchError || error instanceof UserError) throw error;
		throw new FetchError(timeout.aborted ? 'timeout' : 'connect', host);
	}
}
