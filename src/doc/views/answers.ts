/**
 * What is answered about articles and stories. Rules:
 * 1. A list is numbered in the order in which it is remembered: its numbers work in the next command.
 * 2. Nothing found is an answer too: it says what to try.
 */
import type { Article, Story, Translate } from '../../model.ts';
import { clean } from '../clean.ts';
import { type Block, code, type Doc, doc, type Fact, heading, notice, text } from '../doc.ts';
import { ago } from '../time.ts';
import {
	ask,
	entry,
	headline,
	isKept,
	open,
	said,
	sourceOf,
	summaryButtons,
	time,
	titleOf,
	top,
} from './parts.ts';

const HEADING = 300;

const numbered = (articles: readonly Article[], t: Translate, now: number): Block => ({
	kind: 'list',
	numbered: true,
	items: articles.map((article) => entry(article, t, now)),
});

const hint = (t: Translate): Block => text(t('list-hint'), ' ', code(t('example-summary-number')));

export function articleList(title: string, articles: readonly Article[], t: Translate, now: number): Doc {
	return {
		blocks: [heading(clean(title, HEADING)), numbered(articles, t, now), hint(t)],
		actions: summaryButtons(articles, t),
	};
}

export function relatedView(article: Article, related: readonly Article[], t: Translate, now: number): Doc {
	if (related.length === 0)
		return { blocks: [notice('info', ...said(t('related-empty')))], actions: open(article, t) };
	return {
		blocks: [heading(t('related-heading')), text(headline(article)), numbered(related, t, now), hint(t)],
		actions: summaryButtons(related, t),
	};
}

/** The coverage of an event: who was first, who followed. `shown` is the remembered part of it. */
export function storyTimeline(story: Story, shown: readonly Article[], t: Translate, now: number): Doc {
	const [first] = story.articles;
	if (!first || !isKept(first)) return doc(notice('info', ...said(t('related-empty'))));
	const outlets = [...new Set(story.articles.map(sourceOf))].filter((name) => name !== '');
	if (story.articles.length === 1) {
		return {
			blocks: [
				...top(first, ago(first.publishedAt, t, now)),
				notice('info', ...said(t('story-alone', { source: sourceOf(first) || titleOf(first) }))),
			],
			actions: [
				ask('summary', first, t('button-summary')),
				ask('related', first, t('button-related')),
				...open(first, t),
			],
		};
	}
	const names = new Intl.DisplayNames(t('language-code'), { type: 'language', fallback: 'code' });
	const languages = [...new Set(story.articles.flatMap(({ language }) => language ?? []))];
	const facts: Fact[] = [
		{ label: t('story-first'), value: [`${sourceOf(first)} · `, time(ago(first.publishedAt, t, now))] },
		{ label: t('story-outlets'), value: [clean(outlets.join(', '), 400)] },
	];
	if (languages.length > 0)
		facts.push({
			label: t('story-languages'),
			value: [languages.map((name) => nameOf(names, name)).join(', ')],
		});
	const hidden = story.articles.length - shown.length;
	return {
		blocks: [
			heading(titleOf(first)),
			{ kind: 'facts', facts },
			numbered(shown, t, now),
			...(hidden > 0 ? [text(t('story-more', { count: hidden }))] : []),
		],
		actions: summaryButtons(shown, t),
	};
}

/** A page may claim any language: what is no language tag is shown as it is. */
function nameOf(names: Intl.DisplayNames, language: string): string {
	try {
		return names.of(language) ?? language;
	} catch {
		return clean(language, 20);
	}
}
