/**
 * Which statements of a model may be shown as the summary of an article. Rules, in order:
 * 1. At most as many as were asked for; one that says what another said is left out.
 * 2. Each is grounded in the sentences that it names (grounding.ts), as far as the model was shown them; one that is not
 *    is dropped.
 * 3. Where less than half of them is proven, none is believed; the same when they are not in the language asked for.
 */
import type { WrittenSentence } from '../summary.ts';
import { commonWords, type Flaw, flawOf } from './grounding.ts';
import { detectLanguage } from './language.ts';
import { statementsIn } from './llm-answer.ts';
import { MAX_SENTENCE, MAX_TITLE, type Prompt, type PromptArticle } from './llm-prompt.ts';
import { sentences } from './sentences.ts';

export interface Checked {
	/** Empty where the answer is not believed. */
	readonly proven: readonly WrittenSentence[];
	/** What was wrong, for the log. */
	readonly flaws: readonly (Flaw | 'form' | 'language')[];
}

const BELIEVED = 0.5;
/** Less text than this may be taken for any language. */
const TELLING = 60;

export function checkAnswer(
	answer: string,
	asked: {
		readonly article: PromptArticle;
		readonly sentences: Prompt['sentences'];
		readonly language: string;
		readonly count: number;
	},
): Checked {
	const { article, language, count } = asked;
	const articleLanguage = article.language ?? detectLanguage(article.text);
	const common = commonWords(article.text);
	const statements = statementsIn(answer).slice(0, count);
	if (statements.length === 0) return { proven: [], flaws: ['form'] };
	const flaws: Checked['flaws'][number][] = [];
	const proven: WrittenSentence[] = [];
	for (const { text, from } of statements) {
		const named = from.map((number) => asked.sentences[number - 1]);
		const sources = named.filter((sentence) => sentence !== undefined);
		if (text === '' || sources.length < named.length || sentences(text, language).length > 1) {
			flaws.push('form');
			continue;
		}
		const flaw = flawOf(
			{ text, language },
			{
				sources: sources.map((sentence) => sentence.text.slice(0, MAX_SENTENCE)),
				title: article.title.slice(0, MAX_TITLE),
				publishedAt: article.publishedAt,
				language: articleLanguage,
				common,
			},
		);
		if (flaw !== undefined) flaws.push(flaw);
		else if (!proven.some((other) => other.text === text)) proven.push({ text, from: sources });
	}
	if (proven.length < statements.length * BELIEVED) return { proven: [], flaws };
	const whole = proven.map(({ text }) => text).join(' ');
	if (whole.length >= TELLING && (detectLanguage(whole) ?? language) !== language)
		return { proven: [], flaws: [...flaws, 'language'] };
	return { proven, flaws };
}
