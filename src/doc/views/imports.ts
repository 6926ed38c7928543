/**
 * How an import stands, and what came of it. Rules:
 * 1. Numbers first, each with its word; zeros are left out. The lines add up to the heading.
 * 2. What could not be read has its name, its host and its cause, in the words of notices.ts; the first lines here,
 *    all of them in a file where one can be sent.
 * 3. Only what happens is promised: an answer that is not changed any more says nothing of what follows.
 */
import type { Trouble } from '../../errors.ts';
import type { Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import {
	type Block,
	code,
	type Doc,
	doc,
	type Fact,
	heading,
	type Inline,
	link,
	strong,
	text,
} from '../doc.ts';
import { said } from './parts.ts';

export interface ImportNumbers {
	readonly already: number;
	readonly read: number;
	readonly failed: number;
	readonly refused: number;
	readonly waiting: number;
	readonly repeated: number;
	readonly unreadable: readonly { readonly title: string; readonly address: string }[];
}

export interface ImportView extends ImportNumbers {
	readonly failures: readonly { readonly title: string; readonly url: string; readonly trouble?: Trouble }[];
}

/** With the longest names and causes still one message. */
const SHOWN = 12;
const TITLE = 80;
const HOST = 60;
const ADDRESS = 300;

interface Line {
	readonly title: string;
	readonly url?: string;
	readonly address: string;
	readonly cause: string;
}

const linesOf = (view: ImportView, t: Translate): readonly Line[] => [
	...view.failures.map(({ title, url, trouble }) => ({
		title,
		url,
		address: url,
		cause: t(trouble === undefined ? 'import-trouble' : `trouble-${trouble}`),
	})),
	...view.unreadable.map(({ title, address }) => ({ title, address, cause: t('import-no-address') })),
];

function lineView({ title, url, address, cause }: Line): readonly Inline[] {
	const name = clean(title, TITLE) || clean(address, TITLE) || '—';
	const target = webUrl(url);
	const host = target === undefined ? '' : clean(new URL(target).hostname, HOST);
	return [
		target === undefined ? strong(name) : link(name, target),
		host === '' || host === name ? '' : ` (${host})`,
		` · ${cause}`,
	];
}

const linesIn = (view: ImportNumbers): readonly (readonly [string, number])[] => [
	['import-read', view.read],
	['import-already', view.already],
	['import-failed', view.failed],
	['import-refused', view.refused],
	['import-nowhere', view.unreadable.length],
	['import-waiting', view.waiting],
];

function numbers(view: ImportNumbers, t: Translate): readonly Block[] {
	const facts = linesIn(view).flatMap(([label, count]): Fact[] =>
		count === 0 ? [] : [{ label: t(label), value: [String(count)] }],
	);
	return [
		...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
		...(view.repeated === 0 ? [] : [text(t('import-repeated', { count: view.repeated }))]),
	];
}

const progress = (view: ImportNumbers, t: Translate): readonly Block[] => [
	heading(t('import-heading', { count: linesIn(view).reduce((sum, [, count]) => sum + count, 0) })),
	...numbers(view, t),
];

/** @param kept whether this very message is changed until the end. */
export const importProgress = (view: ImportNumbers, t: Translate, kept: 'kept' | 'left'): Doc =>
	doc(
		...progress(view, t),
		text(t('import-quiet')),
		text(t(kept === 'kept' ? 'import-going-on' : 'import-report')),
	);

/** Every line as a row of text, for whoever wants to mend the list. */
const fileOf = (lines: readonly Line[]): Block => ({
	kind: 'file',
	name: 'depeche-not-read.txt',
	type: 'text/plain',
	text: lines
		.map(({ title, address, cause }) =>
			[title, address, cause].map((words) => clean(words, ADDRESS)).join('\t'),
		)
		.join('\n'),
});

function outcome({ read, failed, waiting }: ImportNumbers, t: Translate): string {
	const tried = failed + waiting;
	if (read === 0) return t(tried === 0 ? 'import-done-none' : 'import-done-tried', { count: tried });
	return tried === 0
		? t('import-done-read', { count: read })
		: `${t('import-done-read', { count: read })}; ${t('import-done-more', { count: tried })}`;
}

/** @param place in the answer to the command, with its file; or as a message of its own, which closes that one. */
export function importReport(view: ImportView, t: Translate, place: 'answer' | 'message'): Doc {
	const lines = linesOf(view, t);
	const more = lines.length - SHOWN;
	const hasFile = place === 'answer';
	return doc(
		heading(outcome(view, t)),
		...(hasFile ? [] : [text(t('import-closes'))]),
		...numbers(view, t),
		...(view.read + view.failed + view.waiting > 0 ? [text(t('import-quiet'))] : []),
		...(lines.length === 0
			? []
			: [
					text(...said(t('import-failures'))),
					{ kind: 'list', numbered: false, items: lines.slice(0, SHOWN).map(lineView) } as const,
				]),
		...(view.failed === 0 ? [] : [text(...said(t('import-trying')))]),
		...(view.refused === 0 ? [] : [text(t('remedy-private'))]),
		...(more <= 0 ? [] : [text(...said(t(hasFile ? 'import-more-file' : 'import-more', { count: more })))]),
		text(...said(t('import-next'))),
		...(more > 0 && hasFile ? [fileOf(lines)] : []),
	);
}

/** How to use it, and how the last one stands; while that is going on nothing else is of use. `takes`: how a file gets here, if at all. */
export function importHelp(
	last: { readonly view: ImportView; readonly isRunning: boolean } | undefined,
	takes: 'option' | 'message' | undefined,
	t: Translate,
): Doc {
	if (last?.isRunning) return { ...importProgress(last.view, t, 'left'), audience: 'asker' };
	const stands = last === undefined ? [] : importReport(last.view, t, 'answer').blocks;
	const way = t(takes === undefined ? 'import-how-address' : 'import-how-file');
	const how = [text(t('import-how'), ' ', ...said(way)), text(code(t('example-import')))];
	return { ...doc(...stands, ...how), audience: 'asker' };
}

export function exportView(
	file: { readonly count: number; readonly name: string; readonly type: string; readonly text: string },
	t: Translate,
): Doc {
	const { count, name, type, text: words } = file;
	return doc(text(...said(t('export-done', { count }))), { kind: 'file', name, type, text: words });
}
