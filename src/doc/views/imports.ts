/**
 * How an import stands, and what came of it. Rules:
 * 1. Numbers first, each with its word; zeros are left out.
 * 2. What could not be read has its name, its host and its cause; the first lines here, all of them in a file
 *    where one can be sent.
 */
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
	readonly total: number;
	readonly already: number;
	readonly read: number;
	readonly failed: number;
	readonly waiting: number;
	readonly repeated: number;
	readonly unreadable: readonly { readonly title: string; readonly address: string }[];
}

export interface ImportView extends ImportNumbers {
	/** `error`: a word for the cause, then details. */
	readonly failures: readonly { readonly title: string; readonly url: string; readonly error: string }[];
}

const SHOWN = 20;
const TITLE = 80;
const HOST = 60;
const ADDRESS = 300;

/** A finer word ('tls-expired') is told as its kind. */
const CAUSES = [
	'address',
	'private',
	'dns',
	'connect',
	'tls',
	'timeout',
	'status',
	'challenge',
	'too-large',
	'redirects',
	'robots',
	'resting',
	'not-a-feed',
	'too-slow',
	'charset',
];

/** `status 404: https://…` → what a person calls it. */
function causeOf(error: string, t: Translate): string {
	const [, word = '', status = '0'] = /^([a-z-]{1,30})(?: (\d{3}))?/.exec(error) ?? [];
	const cause = CAUSES.find((known) => word === known || word.startsWith(`${known}-`));
	return t(`cause-${cause ?? 'other'}`, { status: Number(status) });
}

interface Line {
	readonly title: string;
	readonly url?: string;
	readonly address: string;
	readonly cause: string;
}

const linesOf = (view: ImportView, t: Translate): readonly Line[] => [
	...view.failures.map(({ title, url, error }) => ({ title, url, address: url, cause: causeOf(error, t) })),
	...view.unreadable.map(({ title, address }) => ({
		title,
		address,
		cause: t('cause-address', { status: 0 }),
	})),
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

function numbers(view: ImportNumbers, t: Translate): Block {
	const shown: readonly (readonly [string, number])[] = [
		['import-read', view.read],
		['import-already', view.already],
		['import-failed', view.failed + view.unreadable.length],
		['import-waiting', view.waiting],
		['import-repeated', view.repeated],
	];
	const facts = shown.flatMap(([label, count]): Fact[] =>
		count === 0 ? [] : [{ label: t(label), value: [String(count)] }],
	);
	return { kind: 'facts', facts };
}

export const importProgress = (view: ImportNumbers, t: Translate): Doc =>
	doc(
		heading(t('import-heading', { count: view.total })),
		numbers(view, t),
		text(t('import-quiet')),
		text(t('import-going-on')),
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

/** @param files whether a file can go along; else the command gives it later. */
export function importReport(view: ImportView, t: Translate, files: 'with-file' | 'words-only'): Doc {
	const lines = linesOf(view, t);
	const followed = view.read + view.failed + view.waiting;
	const more = lines.length - SHOWN;
	return doc(
		heading(t('import-done', { count: followed })),
		numbers(view, t),
		...(followed > 0 ? [text(t('import-quiet'))] : []),
		...(lines.length === 0
			? []
			: [
					text(...said(t('import-failures'))),
					{ kind: 'list', numbered: false, items: lines.slice(0, SHOWN).map(lineView) } as const,
				]),
		...(more <= 0
			? []
			: [text(...said(t(files === 'with-file' ? 'import-more-file' : 'import-more', { count: more })))]),
		text(...said(t('import-next'))),
		...(more > 0 && files === 'with-file' ? [fileOf(lines)] : []),
	);
}

/** How to use it, and how the last one stands. */
export function importHelp(last: ImportView | undefined, t: Translate): Doc {
	const how = [text(...said(t('import-how'))), text(code(t('example-import')))];
	if (last === undefined) return doc(...how);
	const stands = last.waiting > 0 ? importProgress(last, t) : importReport(last, t, 'with-file');
	return doc(...stands.blocks, ...how);
}

export function exportView(
	file: { readonly count: number; readonly name: string; readonly type: string; readonly text: string },
	t: Translate,
): Doc {
	const { count, name, type, text: words } = file;
	return doc(text(...said(t('export-done', { count }))), { kind: 'file', name, type, text: words });
}
