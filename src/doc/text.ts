/**
 * A Doc as plain text, for a terminal, a log or a notification. Rules:
 * 1. Every node has its words; nothing is dropped but an image.
 * 2. Blocks are separated by a blank line, as in a letter.
 */
import { fileName } from './clean.ts';
import { type Action, type Block, type Doc, type Inline, unreachable } from './doc.ts';

function words(inline: Inline): string {
	if (typeof inline === 'string') return inline;
	switch (inline.kind) {
		case 'strong':
		case 'code':
			return inline.text;
		case 'link':
			return inline.text === inline.url ? inline.url : `${inline.text} (${inline.url})`;
		case 'time':
			return inline.fallback;
		default:
			return unreachable(inline);
	}
}

const line = (content: readonly Inline[]): string => content.map(words).join('');

function paragraph(block: Block): string {
	switch (block.kind) {
		case 'heading':
			return block.text;
		case 'text':
		case 'notice':
			return line(block.content);
		case 'list':
			return block.items
				.map((item, place) => `${block.numbered ? `${place + 1}.` : '•'} ${line(item)}`)
				.join('\n');
		case 'story': {
			const { title, source, section, time, summary, url } = block.story;
			const byline = [source, section, time.fallback].filter((part) => part !== undefined && part !== '');
			return [title, byline.join(' · '), summary, url].filter((part) => part !== undefined).join('\n');
		}
		case 'summary':
			return block.sentences.map((sentence) => `> ${sentence}`).join('\n');
		case 'written':
			return block.sentences
				.map(({ text, proofs }) => [text, ...proofs.map(({ quotation }) => `> ${quotation}`)].join('\n'))
				.join('\n');
		case 'facts':
			return block.facts.map(({ label, value }) => `${label}: ${line(value)}`).join('\n');
		case 'file':
			return `[${fileName(block.name)}]`;
		default:
			return unreachable(block);
	}
}

const button = (action: Action): string =>
	action.kind === 'open' ? `[${action.label}] ${action.url}` : `[${action.label}]`;

export function plainText(doc: Doc): string {
	const parts = doc.blocks.map(paragraph);
	if (doc.actions && doc.actions.length > 0) parts.push(doc.actions.map(button).join(' '));
	return parts.join('\n\n');
}
