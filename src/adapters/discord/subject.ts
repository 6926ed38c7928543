/**
 * A message somebody points at (Apps menu) → what a command may know of it. Rules:
 * 1. Everything readable counts: text, embeds, components at any depth, buttons that lead to an address.
 * 2. Addresses stand in the order a reader meets them, each once.
 */
import { z } from 'zod';
import type { Subject } from '../../core/command.ts';
import { httpUrl } from './escape.ts';

/** Far beyond what one message can hold. */
const LONGEST_ADDRESS = 2048;
const DEEPEST = 8;

const component = z.object({
	content: z.string().optional(),
	url: z.string().optional(),
	components: z.array(z.unknown()).optional(),
	accessory: z.unknown().optional(),
});
const message = z.object({
	id: z.string(),
	content: z.string().default(''),
	embeds: z
		.array(
			z.object({
				title: z.string().nullish(),
				url: z.string().nullish(),
				description: z.string().nullish(),
			}),
		)
		.default([]),
	components: z.array(z.unknown()).default([]),
});

/** Words and addresses of one component and what is inside it. */
function read(value: unknown, depth = 0): { text: string; url?: string }[] {
	const parsed = component.safeParse(value);
	if (!parsed.success || depth > DEEPEST) return [];
	const { content, url, components = [], accessory } = parsed.data;
	return [
		...(content === undefined ? [] : [{ text: content }]),
		...(url === undefined ? [] : [{ text: '', url }]),
		...[...components, accessory].flatMap((child) => read(child, depth + 1)),
	];
}

/** Addresses in a text, with the sentence's own punctuation and Markdown's brackets taken off the end. */
function addresses(text: string): string[] {
	return (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((found) => {
		let end = found.length;
		const unpaired = found.includes('(') ? ".,;:!?*_~|'" : ".,;:!?*_~|')]";
		while (end > 0 && unpaired.includes(found.charAt(end - 1))) end--;
		return found.slice(0, end);
	});
}

/** @param target discord.js' Message, or the bare message of a channel it does not know (a direct message). */
export function subjectOf(target: {
	readonly id: string;
	readonly content: string;
	readonly embeds: readonly unknown[];
	readonly components?: readonly unknown[] | undefined;
}): Subject {
	const { id, content, embeds, components } = target;
	// Through JSON, both kinds of message are the same plain data.
	const plain = message.parse(JSON.parse(JSON.stringify({ id, content, embeds, components })));
	const parts = [
		{ text: plain.content },
		...plain.embeds.flatMap(({ title, url, description }) => [
			{ text: title ?? '', ...(url && { url }) },
			{ text: description ?? '' },
		]),
		...plain.components.flatMap((child) => read(child)),
	];
	const urls = parts.flatMap((part) => [
		...addresses(part.text),
		...('url' in part && part.url ? [part.url] : []),
	]);
	return {
		messageId: plain.id,
		urls: [...new Set(urls.flatMap((url) => httpUrl(url, LONGEST_ADDRESS) ?? []))],
		text: parts
			.map((part) => part.text)
			.filter((text) => text !== '')
			.join('\n'),
	};
}
