/**
 * A file attached to a command. Rules:
 * 1. Fetched from Discord's own servers only: an attachment's address is what Discord says, and still checked. A
 *    stand-in or a proxy (DISCORD_API_URL) serves its own.
 * 2. What is announced as too large is not fetched at all.
 */
import type { Attachment } from 'discord.js';
import type { SentFile } from '../../core/command.ts';
import { FetchError } from '../../errors.ts';
import { download, fileTooLarge } from '../download.ts';

const HOSTS: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** @param api the root of the API in use */
function isDiscords(url: string, api: string): boolean {
	const address = URL.parse(url);
	if (address === null) return false;
	return (
		(address.protocol === 'https:' && HOSTS.has(address.host)) || address.origin === URL.parse(api)?.origin
	);
}

export const sentFile = (
	{ name, size, url }: Pick<Attachment, 'name' | 'size' | 'url'>,
	api: string,
): SentFile => ({
	name,
	async read(limits) {
		if (size > limits.maxBytes) throw fileTooLarge(limits.maxBytes);
		const host = URL.parse(url)?.host ?? 'discord.com';
		if (!isDiscords(url, api)) throw new FetchError('private', host);
		return download(url, host, limits);
	},
});
