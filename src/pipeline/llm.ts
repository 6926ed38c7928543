/**
 * A language model behind an OpenAI-compatible address, the operator's own. Rules, in order:
 * 1. Its library is loaded with the first question: who configures no model pays nothing.
 * 2. Two questions at a time; few wait, the rest is told that it is silent.
 * 3. An answer is bounded in time and bytes; a redirect is refused, for it would carry the key elsewhere.
 * 4. Some models refuse the usual parameters (400): they are asked without, from then on.
 * 5. After a failure the address rests as llm-rest.ts says; that, and its end, is told once in the log. The key, the
 *    question and the answer never are.
 */
import PQueue from 'p-queue';
import { retryAfter } from '../feed/directives.ts';
import type { Log } from '../log.ts';
import { createRest } from './llm-rest.ts';

export interface LlmSettings {
	readonly baseUrl: string;
	readonly model: string;
	readonly apiKey: string | undefined;
}

export interface LlmAnswer {
	readonly text: string;
	/** As the address counts them; undefined where it does not. */
	readonly tokens: number | undefined;
}

/** No answer was had. */
export class LlmSilent extends Error {
	override readonly name = 'LlmSilent';
	/** It may have worked for us all the same, and charge for it. */
	readonly mayHaveWorked: boolean;
	constructor(reason: string, mayHaveWorked: boolean) {
		super(reason);
		this.mayHaveWorked = mayHaveWorked;
	}
}

export interface Llm {
	readonly model: string;
	/** @throws LlmSilent */
	ask(question: { readonly system: string; readonly user: string }): Promise<LlmAnswer>;
	close(): void;
}

/** Of one answer, at most. */
export const OUTPUT_TOKENS = 1_500;
const AT_ONCE = 2;
const WAITING = 20;
/** A model on a small machine takes its time; who asks does not wait so long, but the next one finds the answer. */
const CALL_LIMIT_MS = 60_000;
const MAX_BYTES = 256 * 1024;
const MESSAGE = 200;

/** Reads the whole answer, within its bounds, before the library sees it. */
async function boundedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
	const response = await fetch(input, { ...init, redirect: 'error' });
	const parts: Uint8Array[] = [];
	let bytes = 0;
	for await (const part of response.body ?? []) {
		bytes += part.byteLength;
		if (bytes > MAX_BYTES) throw new Error(`an answer of more than ${MAX_BYTES} bytes`);
		parts.push(part);
	}
	const { status, statusText, headers } = response;
	return new Response(bytes === 0 ? null : Buffer.concat(parts), { status, statusText, headers });
}

async function openModel({ baseUrl, model, apiKey }: LlmSettings) {
	const [{ APICallError, generateText }, { createOpenAICompatible }] = await Promise.all([
		import('ai'),
		import('@ai-sdk/openai-compatible'),
	]);
	// The library writes warnings to the console, past our log.
	globalThis.AI_SDK_LOG_WARNINGS = false;
	const provider = createOpenAICompatible({
		name: 'llm',
		baseURL: baseUrl,
		fetch: boundedFetch,
		...(apiKey !== undefined && { apiKey }),
	});
	return {
		isCallError: (error: unknown) => APICallError.isInstance(error),
		generate: async (
			question: { readonly system: string; readonly user: string },
			abortSignal: AbortSignal,
			isBare: boolean,
		): Promise<LlmAnswer> => {
			const { text, usage } = await generateText({
				model: provider(model),
				instructions: question.system,
				prompt: question.user,
				maxRetries: 0,
				abortSignal,
				...(!isBare && { temperature: 0, maxOutputTokens: OUTPUT_TOKENS }),
			});
			const parts = (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0);
			const tokens = usage.totalTokens ?? (parts > 0 ? parts : undefined);
			return { text, tokens };
		},
		statusOf: (error: unknown): number | undefined =>
			APICallError.isInstance(error) ? error.statusCode : undefined,
		waitOf: (error: unknown): number | undefined =>
			APICallError.isInstance(error) ? retryAfter(error.responseHeaders ?? {}, Date.now()) : undefined,
	};
}

export function createLlm(
	settings: LlmSettings,
	deps: { readonly log: Log; readonly now?: () => number; readonly callLimitMs?: number },
): Llm {
	const { log, now = Date.now, callLimitMs = CALL_LIMIT_MS } = deps;
	const queue = new PQueue({ concurrency: AT_ONCE });
	const rest = createRest(now);
	const stopping = new AbortController();
	let opened: ReturnType<typeof openModel> | undefined;
	let isBare = false;

	async function call(question: Parameters<Llm['ask']>[0]): Promise<LlmAnswer> {
		if (rest.left() > 0 || stopping.signal.aborted) throw new LlmSilent('it rests', false);
		opened ??= openModel(settings);
		const model = await opened;
		const timeout = AbortSignal.timeout(callLimitMs);
		const signal = AbortSignal.any([timeout, stopping.signal]);
		try {
			const answer = await model.generate(question, signal, isBare).catch(async (error: unknown) => {
				if (isBare || model.statusOf(error) !== 400) throw error;
				const second = await model.generate(question, signal, true);
				isBare = true;
				return second;
			});
			if (rest.worked()) log.info({ model: settings.model }, 'the language model answers again');
			return answer;
		} catch (error) {
			if (stopping.signal.aborted) throw new LlmSilent('stopping', true);
			const status = model.statusOf(error);
			const reason = timeout.aborted ? `no answer within ${callLimitMs / 1_000} s` : reasonOf(error, status);
			if (rest.failed({ status: status === 200 ? undefined : status, retryAfterMs: model.waitOf(error) })) {
				const seconds = Math.ceil(rest.left() / 1_000);
				log.warn(
					{ model: settings.model, address: settings.baseUrl, reason, seconds },
					'the language model fails: left alone for a while, summaries quote (check LLM_BASE_URL, LLM_MODEL and LLM_API_KEY)',
				);
			} else log.debug({ model: settings.model, reason }, 'the language model did not answer');
			throw new LlmSilent(reason, timeout.aborted || status === 200);
		}
	}

	return {
		model: settings.model,
		async ask(question) {
			if (queue.size >= WAITING) throw new LlmSilent('too many questions wait', false);
			return queue.add(() => call(question));
		},
		close: () => stopping.abort(),
	};
}

/** In a few words: the address's own, where it has some. */
function reasonOf(error: unknown, status: number | undefined): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const words = cause instanceof Error ? cause.message.slice(0, MESSAGE) : String(cause).slice(0, MESSAGE);
	return status === undefined ? words : `${status} ${words}`;
}
