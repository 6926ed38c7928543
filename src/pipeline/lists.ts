/** Lists of feeds as files: where /import and /export meet the readers and writers of src/feed. */
import type { Fetcher } from '../feed/fetch.ts';
import { OPML_BYTES } from '../feed/opml.ts';
import { readOpmlFile } from '../feed/opml-file.ts';
import { writeOpml } from '../feed/opml-write.ts';

export const createLists = (fetcher: Pick<Fetcher, 'get'>) => ({
	maxBytes: OPML_BYTES,
	read: readOpmlFile,
	write: writeOpml,
	/** @throws FetchError, or the signal's reason */
	async fetch(address: string, signal: AbortSignal) {
		const { body, contentType } = await fetcher.get(address, { kind: 'feed', signal });
		return { body, ...(contentType !== undefined && { contentType }) };
	},
});
