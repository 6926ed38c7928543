/**
 * A document in a message. Rules:
 * 1. Sent with a command for its caption, or answered by one.
 * 2. getFile first: it names the path under which the Bot API server itself serves the file. The address carries
 *    the token, so it stays in here.
 * 3. What is announced as too large is not asked for: Telegram hands bots 20 MB at most.
 */
import type { Api } from 'grammy';
import type { SentFile } from '../../core/command.ts';
import { FetchError } from '../../errors.ts';
import { download, fileTooLarge } from '../download.ts';
import { isOfTelegram } from './failure.ts';
import type { IncomingMessage, SentDocument } from './schema.ts';

export type ReadDocument = (document: SentDocument) => SentFile;

export const documentOf = (message: IncomingMessage): SentDocument | undefined =>
	message.document ?? message.reply_to_message?.document;

/** @param root of the Bot API server, without a slash at its end */
export function createDocuments(api: Api, root: string, token: string): ReadDocument {
	const host = URL.parse(root)?.host ?? 'api.telegram.org';
	return ({ file_id: id, file_name: name, file_size: size = 0 }) => ({
		name: name ?? '',
		async read(limits) {
			if (size > limits.maxBytes) throw fileTooLarge(limits.maxBytes);
			const { file_path: path } = await api.getFile(id).catch((error: unknown) => {
				throw isOfTelegram(error) ? new FetchError('connect', host) : error;
			});
			// An own server in local mode names a file of its disk, which is none of ours to read.
			if (path === undefined || path.startsWith('/')) throw new FetchError('connect', host);
			return download(`${root}/file/bot${token}/${encodeURI(path)}`, host, limits);
		},
	});
}
