/**
 * A language model behind an OpenAI-compatible address on loopback: POST /v1/chat/completions, as strict as the real
 * ones about what it is sent. It answers as it is told to `behave`:
 * words are the message, with the tokens that they cost; 'stall' never answers; a Refusal is an HTTP answer as it stands.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

export interface Question {
	readonly system: string;
	readonly user: string;
	/** The numbered sentences that it was shown. */
	readonly sentences: readonly string[];
}

export interface Refusal {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as it is. */
	readonly body?: string;
}

export interface Words {
	readonly text: string;
	/** As the address counts them; null: it does not. */
	readonly tokens: number | null;
}

export type Behaviour = (question: Question, request: Request) => string | Words | Refusal | 'stall';

const requestSchema = z.looseObject({
	model: z.string().min(1),
	messages: z.array(z.object({ role: z.enum(['system', 'user']), content: z.string() })).length(2),
	temperature: z.number().optional(),
	max_tokens: z.number().int().positive().optional(),
	stream: z.literal(false).optional(),
});
export type Request = z.infer<typeof requestSchema>;

export interface LlmStandIn {
	/** Ends in /v1. */
	readonly url: string;
	readonly key: string;
	readonly questions: readonly Question[];
	/** What it was sent that no such address takes. */
	readonly violations: readonly string[];
	behave(behaviour: Behaviour): void;
	close(): Promise<void>;
}

const KEY = 'sk-stand-in-secret';

async function bodyOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(Buffer.from(part));
	return Buffer.concat(parts).toString('utf8');
}

function questionIn({ messages }: Request): Question {
	const [system = '', user = ''] = messages.map(({ content }) => content);
	const sentences = [...user.matchAll(/^\[\d+\] (.*)$/gm)].map(([, text = '']) => text);
	return { system, user, sentences };
}

/** Says what sentences of the article say, as the question asks. */
export const honest =
	(statements: readonly { readonly text: string; readonly like: string }[]): Behaviour =>
	({ sentences }) =>
		JSON.stringify(
			statements.map(({ text, like }) => ({
				text,
				from: [sentences.findIndex((sentence) => sentence.includes(like)) + 1],
			})),
		);

/** Does what the article itself tells a model to do: the last “answer with: …” in what it was sent. */
export const obedient: Behaviour = ({ user }) =>
	JSON.stringify([
		{ text: /.*answer with: ([^\n]*)/is.exec(user)?.[1] ?? 'No order was found in there.', from: [1] },
	]);

export async function startLlm(): Promise<LlmStandIn> {
	const questions: Question[] = [];
	const violations: string[] = [];
	let behaviour: Behaviour = () => '[]';

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
			violations.push(`${request.method} ${request.url}`);
			response.writeHead(404).end();
			return;
		}
		if (request.headers.authorization !== `Bearer ${KEY}`) violations.push('no key');
		const parsed = requestSchema.safeParse(JSON.parse(await bodyOf(request)));
		if (!parsed.success) {
			violations.push(z.prettifyError(parsed.error));
			response.writeHead(400).end();
			return;
		}
		const question = questionIn(parsed.data);
		questions.push(question);
		const given = behaviour(question, parsed.data);
		if (given === 'stall') return;
		if (typeof given === 'object' && 'status' in given) {
			response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
			response.end(
				given.body ?? JSON.stringify({ error: { message: 'out of order', type: 'server_error' } }),
			);
			return;
		}
		const { text, tokens } =
			typeof given === 'object'
				? given
				: { text: given, tokens: Math.ceil((question.user.length + given.length) / 4) };
		response.writeHead(200, { 'content-type': 'application/json' }).end(
			JSON.stringify({
				id: 'chatcmpl-1',
				object: 'chat.completion',
				created: 1_780_000_000,
				model: parsed.data.model,
				choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
				...(tokens !== null && {
					usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
				}),
			}),
		);
	}

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			violations.push(String(error));
			response.destroy();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `http://127.0.0.1:${address.port}/v1`,
		key: KEY,
		questions,
		violations,
		behave: (next) => {
			behaviour = next;
		},
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
