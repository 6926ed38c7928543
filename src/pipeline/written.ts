/**
 * A summary that a language model writes. Rules, in order:
 * 1. The same text, model, language and length are asked for once: what was proven is kept for a week, what was not for
 *    an hour, and who asks meanwhile waits for the same answer.
 * 2. The channel's budget is asked before the model.
 * 3. Only what the article proves is returned (article/llm-check.ts); the foreign work is done in the thread.
 * 4. Who asks waits a short while; the answer that comes later is found by the next one. Nothing here throws.
 */
import { z } from 'zod';
import { checkInWorker, promptInWorker } from '../article/article-worker.ts';
import type { PromptArticle } from '../article/llm-prompt.ts';
import { shortId } from '../id.ts';
import type { Log } from '../log.ts';
import type { ChannelRef } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import type { Instead, WrittenSentence } from '../summary.ts';
import { type Llm, LlmSilent, OUTPUT_TOKENS } from './llm.ts';
import type { Budget } from './llm-budget.ts';

const WAIT_MS = 12_000;
/** Left of a command's time when the model is given up: enough to quote and to answer. */
const MARGIN_MS = 3_000;
const HOUR_MS = 3_600_000;
const KEPT_MS = 7 * 24 * HOUR_MS;
/** Tokens are counted by the address; before it has, and where it does not, there are about so many characters in one. */
const CHARACTERS_A_TOKEN = 3;
/** A change of the question or of the check makes new answers. */
const EDITION = '1';

const sentence = z.object({ text: z.string(), start: z.number(), end: z.number() });
const keptSchema = z.array(z.object({ text: z.string(), from: z.array(sentence) }));

/** Undefined: too short to be summed up. */
type Outcome = readonly WrittenSentence[] | Instead | undefined;

export interface WriteOrder {
	readonly article: PromptArticle;
	readonly channel: ChannelRef;
	/** Of the answer, ISO 639-1. */
	readonly language: string;
	readonly count: number;
	/** Epoch ms by which the person must have an answer. */
	readonly deadline: number;
}

export type Write = (order: WriteOrder) => Promise<Outcome>;

export function createWrite(deps: {
	readonly llm: Llm;
	readonly budget: Budget;
	readonly cache: Pick<Cache, 'get' | 'set'>;
	readonly log: Log;
	readonly waitMs?: number;
	readonly now?: () => number;
}): Write {
	const { llm, budget, cache, log, waitMs = WAIT_MS, now = Date.now } = deps;
	const running = new Map<string, Promise<Outcome>>();

	async function ask({ article, channel, language, count }: WriteOrder): Promise<Outcome> {
		const asked = { article, language, count };
		const prompt = await promptInWorker(asked);
		if (prompt === undefined) return undefined;
		const estimate = (answer: string): number =>
			Math.ceil((prompt.system.length + prompt.user.length + answer.length) / CHARACTERS_A_TOKEN);
		const most = estimate('') + OUTPUT_TOKENS;
		const settle = await budget.take(channel, most);
		if (settle === undefined) return 'spent';
		let used = most;
		try {
			const answer = await llm.ask(prompt);
			used = answer.tokens ?? estimate(answer.text);
			const { proven, flaws } = await checkInWorker(answer.text, asked, prompt.sentences);
			log.debug({ proven: proven.length, flaws, tokens: used }, 'a language model’s summary was checked');
			return proven.length > 0 ? proven : 'unproven';
		} catch (error) {
			if (error instanceof LlmSilent && !error.mayHaveWorked) used = 0;
			throw error;
		} finally {
			await settle(used);
		}
	}

	async function answer(key: string, order: WriteOrder): Promise<Outcome> {
		const kept = keptSchema.safeParse(await cache.get(key));
		if (kept.success) return kept.data.length > 0 ? kept.data : 'unproven';
		try {
			const outcome = await ask(order);
			if (outcome === 'unproven') await cache.set(key, [], HOUR_MS);
			else if (typeof outcome === 'object') await cache.set(key, plain(outcome), KEPT_MS);
			return outcome;
		} catch (error) {
			if (error instanceof LlmSilent) return 'silent';
			log.warn({ error }, 'a language model’s summary could not be checked');
			return 'unproven';
		}
	}

	return async (order) => {
		const { title, text } = order.article;
		const key = `llm:${shortId(EDITION, llm.model, order.language, String(order.count), title, text)}`;
		let work = running.get(key);
		if (work === undefined) {
			work = answer(key, order).finally(() => running.delete(key));
			running.set(key, work);
		}
		const patience = Math.min(waitMs, order.deadline - MARGIN_MS - now());
		const late = Promise.withResolvers<Outcome>();
		const timer = setTimeout(() => late.resolve('silent'), Math.max(0, patience));
		return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
	};
}

const plain = (sentences: readonly WrittenSentence[]) =>
	sentences.map(({ text, from }) => ({ text, from: from.map(({ ...place }) => place) }));
