/**
 * The tags and texts of a web page, one after the other. Rules:
 * 1. Never throws, linear in the page; names are in lower case, attributes decoded, capped in number and length.
 * 2. What tags mean for each other is the caller's business.
 */
import { decodeHTML } from 'entities';
import { Tokenizer } from 'htmlparser2';

export type Attributes = ReadonlyMap<string, string>;

export interface OnTags {
	/** Attributes are kept for these; unset means for all. */
	wants?(name: string): boolean;
	open(name: string, attributes: Attributes, closesItself: boolean): void;
	close(name: string): void;
	/** Not yet decoded. */
	text(raw: string): void;
}

const MAX_ATTRIBUTES = 32;
const MAX_LENGTH = 4096;

export function readTags(html: string, on: OnTags): void {
	let name = '';
	let isWanted = true;
	let attribute = '';
	let value = '';
	let attributes = new Map<string, string>();
	const tokenizer = new Tokenizer(
		{ decodeEntities: false },
		{
			onopentagname(start, end) {
				name = html.slice(start, end).toLowerCase();
				isWanted = on.wants?.(name) ?? true;
				attributes = new Map();
			},
			onattribname(start, end) {
				attribute = html.slice(start, end).toLowerCase();
				value = '';
			},
			onattribdata(start, end) {
				if (value.length < MAX_LENGTH) value += html.slice(start, Math.min(end, start + MAX_LENGTH));
			},
			onattribend() {
				if (isWanted && attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute))
					attributes.set(attribute, decodeHTML(value));
			},
			onopentagend: () => on.open(name, attributes, false),
			onselfclosingtag: () => on.open(name, attributes, true),
			onclosetag: (start, end) => on.close(html.slice(start, end).trim().toLowerCase()),
			ontext: (start, end) => on.text(html.slice(start, end)),
			onattribentity() {},
			ontextentity() {},
			oncdata() {},
			oncomment() {},
			ondeclaration() {},
			onprocessinginstruction() {},
			onend() {},
		},
	);
	tokenizer.write(html);
	tokenizer.end();
}
