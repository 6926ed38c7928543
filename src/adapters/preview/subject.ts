/**
 * A message of the preview as the thing a command is used on: its addresses in reading order. Every message here
 * is our own, and our own words (a help, a list) are no article to be read.
 */
import type { Subject } from '../../core/command.ts';
import type { Block, Doc, Inline } from '../../doc/doc.ts';
import { unreachable } from '../../doc/doc.ts';

const inLine = (content: readonly Inline[]): string[] =>
	content.flatMap((node) => (typeof node !== 'string' && node.kind === 'link' ? [node.url] : []));

function inBlock(block: Block): string[] {
	switch (block.kind) {
		case 'story':
			return [block.story.url];
		case 'text':
		case 'notice':
			return inLine(block.content);
		case 'list':
			return block.items.flatMap(inLine);
		case 'facts':
			return block.facts.flatMap((fact) => inLine(fact.value));
		case 'heading':
		case 'summary':
		case 'written':
		case 'file':
			return [];
		default:
			return unreachable(block);
	}
}

export function subjectOf(messageId: string, doc: Doc): Subject {
	const buttons = (doc.actions ?? []).flatMap((action) => (action.kind === 'open' ? [action.url] : []));
	const urls = [...new Set([...doc.blocks.flatMap(inBlock), ...buttons])];
	return { messageId, urls, text: '' };
}
