/**
 * An article in short. Rules:
 * 1. The article's own sentences are a quotation; a model's are not, and stand with their proofs and the model's name.
 * 2. Where a model was to write and did not, one line below the quotation says why.
 * 3. Where only the beginning could be read, the last line says why.
 * 4. Buttons change the length: a longer one only where the article has more to give.
 */
import type { Article, Translate } from '../../model.ts';
import type { Shortage, Summary } from '../../summary.ts';
import { clean } from '../clean.ts';
import { type Action, type Block, type Doc, notice, text } from '../doc.ts';
import { placeOf } from '../proofs.ts';
import { ago } from '../time.ts';
import { ask, isKept, open, said, top } from './parts.ts';

const SENTENCE = 700;
/** Of a message's 4,000 characters; the rest is for the headline. */
const SUMMARY = 3_000;
const MODEL = 60;
/** How many sentences each length has. */
export const SUMMARY_LENGTHS = { short: 1, medium: 3, long: 6 } as const;
export type SummaryLength = keyof typeof SUMMARY_LENGTHS;

type OfKind<Kind> = Extract<Summary, { readonly kind: Kind }>;

export function summaryView(
	article: Article,
	summary: Summary,
	length: SummaryLength,
	t: Translate,
	now: number,
): Doc {
	// A model's summary may be short of a sentence that was not proven.
	const isWhole =
		summary.kind === 'quoted' &&
		(summary.isAll === true || summary.sentences.length < SUMMARY_LENGTHS[length]);
	return {
		blocks: [
			...top(article, ago(article.publishedAt, t, now)),
			...(summary.kind === 'written' ? written(article, summary, t) : quoted(summary, t)),
			...(summary.shortage === undefined ? [] : [text(shortageIn(summary.shortage, t))]),
		],
		actions: isKept(article)
			? [
					...otherLengths(article, length, isWhole, t),
					ask('related', article, t('button-related')),
					ask('story', article, t('button-story')),
					...open(article, t),
				]
			: [],
	};
}

const shortageIn = (shortage: Shortage, t: Translate): string =>
	shortage === 'subscribers' ? t('excerpt-subscribers') : t('summary-teaser', { why: shortage });

function quoted({ sentences, instead }: OfKind<'quoted'>, t: Translate): readonly Block[] {
	const room = Math.min(SENTENCE, Math.floor(SUMMARY / Math.max(1, sentences.length)));
	const shown = sentences.map((sentence) => clean(sentence.text, room)).filter((words) => words !== '');
	if (shown.length === 0) return [notice('info', ...said(t('summary-empty')))];
	const why = instead && t(`summary-quoted-${instead.because}`, { model: clean(instead.of, MODEL) });
	return [{ kind: 'summary', sentences: shown }, ...(why === undefined ? [] : [text(why)])];
}

function written(article: Article, { by, sentences }: OfKind<'written'>, t: Translate): readonly Block[] {
	const proven = sentences.map(({ text, from }) => ({
		text: clean(text, SENTENCE),
		proofs: from.map((source) => {
			const url = placeOf(article.url, source.text);
			return { quotation: clean(source.text, SENTENCE), ...(url !== undefined && { url }) };
		}),
	}));
	return [{ kind: 'written', sentences: proven }, text(t('summary-written', { model: clean(by, MODEL) }))];
}

/** @param isWhole the article has no more sentences to give */
function otherLengths(
	article: Article,
	length: SummaryLength,
	isWhole: boolean,
	t: Translate,
): readonly Action[] {
	const shorter = { short: undefined, medium: 'short', long: 'medium' } as const;
	const longer = { short: 'medium', medium: 'long', long: undefined } as const;
	const to = (wanted: SummaryLength | undefined, label: string): readonly Action[] => {
		return wanted === undefined ? [] : [ask('summary', article, label, { length: wanted })];
	};
	return [
		...to(shorter[length], t('button-shorter')),
		...(isWhole ? [] : to(longer[length], t('button-longer'))),
	];
}
