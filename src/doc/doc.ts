/**
 * What the bot wants to say, free of any platform. Rules:
 * 1. A node names meaning (a story, a quote, a time, a warning), never looks; each adapter chooses the looks.
 * 2. Strings are plain text: nothing here is escaped, no node carries markup. Renderers escape, once.
 * 3. The tree is JSON and frozen by its types: it can be stored, compared and rendered again, with the same result.
 * 4. A renderer switches over every kind and ends in `unreachable`: a forgotten kind is a type error.
 */

export type Inline =
	| string
	| { readonly kind: 'strong'; readonly text: string }
	| { readonly kind: 'code'; readonly text: string }
	| { readonly kind: 'link'; readonly text: string; readonly url: string }
	/** Epoch milliseconds; `fallback` is the same in words, for looks that cannot show local time. */
	| { readonly kind: 'time'; readonly at: number; readonly fallback: string };

export type Block =
	| { readonly kind: 'heading'; readonly text: string }
	| { readonly kind: 'text'; readonly content: readonly Inline[] }
	/** Numbered lists are what '/summary 3' points into. */
	| { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly (readonly Inline[])[] }
	| { readonly kind: 'story'; readonly story: StoryView }
	/** The article's own sentences, quoted. */
	| { readonly kind: 'summary'; readonly sentences: readonly string[] }
	/** Words about the article that are not its own, each with what proves it. */
	| { readonly kind: 'written'; readonly sentences: readonly ProvenSentence[] }
	| { readonly kind: 'facts'; readonly facts: readonly Fact[] }
	| { readonly kind: 'notice'; readonly tone: 'info' | 'warning'; readonly content: readonly Inline[] }
	/** Something to keep, to be opened elsewhere. A name of letters, digits, dots and dashes; UTF-8 text. */
	| { readonly kind: 'file'; readonly name: string; readonly type: string; readonly text: string };

export type FileBlock = Extract<Block, { readonly kind: 'file' }>;

export interface ProvenSentence {
	readonly text: string;
	/** Quotations of the article; `url` leads to the place, where there is a page. */
	readonly proofs: readonly { readonly quotation: string; readonly url?: string }[];
}

export interface Fact {
	readonly label: string;
	readonly value: readonly Inline[];
}

export interface StoryView {
	readonly title: string;
	readonly url: string;
	readonly source: string;
	readonly time: { readonly at: number; readonly fallback: string };
	readonly section?: string;
	readonly summary?: string;
	readonly imageUrl?: string;
}

export type Action =
	| { readonly kind: 'open'; readonly label: string; readonly url: string }
	| {
			readonly kind: 'invoke';
			readonly label: string;
			readonly command: string;
			readonly args: Readonly<Record<string, string>>;
	  };

export interface Doc {
	readonly blocks: readonly Block[];
	readonly actions?: readonly Action[];
	/** The delivery that carries this Doc: makes its buttons its own (see codec.ts). */
	readonly mark?: string;
	/** For the person who asked alone, where the platform can tell one from all. */
	readonly audience?: 'asker';
}

export const doc = (...blocks: Block[]): Doc => ({ blocks });
export const text = (...content: Inline[]): Block => ({ kind: 'text', content });
export const heading = (words: string): Block => ({ kind: 'heading', text: words });
export const notice = (tone: 'info' | 'warning', ...content: Inline[]): Block => ({
	kind: 'notice',
	tone,
	content,
});
export const strong = (words: string): Inline => ({ kind: 'strong', text: words });
export const code = (words: string): Inline => ({ kind: 'code', text: words });
export const link = (words: string, url: string): Inline => ({ kind: 'link', text: words, url });

/** Makes a forgotten node kind a type error, and a loud crash if it slips through. */
export function unreachable(node: never): never {
	throw new TypeError(`Unhandled node: ${JSON.stringify(node)}`);
}
