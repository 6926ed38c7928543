/**
 * The message a command was used on, as a Subject. Rules:
 * 1. Addresses in reading order: those in the words, those behind words, then those of the buttons.
 * 2. A bot's own words (a help, a list) are no article to be read: of its messages only the addresses count.
 * 3. An address that Telegram found without a scheme (example.org/x) is given https.
 */
import type { Subject } from '../../core/command.ts';
import type { IncomingMessage, OriginalMessage } from './schema.ts';

const MAX_URLS = 20;

type Entities = OriginalMessage['entities'];

export function urlsIn(text: string, entities: Entities): readonly string[] {
	return entities.flatMap(({ type, offset, length, url }): string[] => {
		if (type === 'text_link' && url !== undefined) return [url];
		if (type !== 'url') return [];
		const address = text.slice(offset, offset + length);
		return [/^[a-z][a-z0-9+.-]{1,15}:\/\//i.test(address) ? address : `https://${address}`];
	});
}

export function subjectOf(message: OriginalMessage): Subject {
	const urls = [
		...urlsIn(message.text, message.entities),
		...urlsIn(message.caption, message.caption_entities),
		...(message.reply_markup?.inline_keyboard.flat() ?? []).flatMap(({ url }) =>
			url === undefined ? [] : [url],
		),
	];
	return {
		messageId: String(message.message_id),
		urls: [...new Set(urls)].slice(0, MAX_URLS),
		text: message.from?.is_bot ? '' : message.text || message.caption,
	};
}

/** What a message answers or quotes, if anything. */
export function aboutOf(message: IncomingMessage): Subject | undefined {
	const original = message.reply_to_message;
	if (original && original.forum_topic_created === undefined) return subjectOf(original);
	const { quote, external_reply: external } = message;
	if (!external) return undefined;
	const shown = external.link_preview_options?.url;
	const quoted = quote ? urlsIn(quote.text, quote.entities) : [];
	return {
		messageId: String(external.message_id ?? ''),
		urls: [...new Set([...quoted, ...(shown === undefined ? [] : [shown])])].slice(0, MAX_URLS),
		text: quote?.text ?? '',
	};
}
