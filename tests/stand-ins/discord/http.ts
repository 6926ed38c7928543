/**
 * HTTP for the stand-in: reads a request, finds its route, writes the answer. Rules:
 * 1. Routes throw ApiError for everything Discord refuses; the code and the words are Discord's.
 * 2. A body with files is multipart: `payload_json` and `files[n]`, as Discord wants it.
 * 3. A path nobody answers is written down: it is a route that the stand-in lacks, or a mistake of the bot.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export class ApiError extends Error {
	readonly status: number;
	readonly code: number;
	constructor(status: number, code: number, message: string) {
		super(message);
		this.status = status;
		this.code = code;
	}
}

export const unauthorized = () => new ApiError(401, 0, '401: Unauthorized');
export const invalidBody = (problems: readonly string[]) =>
	new ApiError(400, 50035, `Invalid Form Body: ${problems.join('; ')}`);

export interface Request {
	readonly method: string;
	/** Decoded, without `/api/v10`. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingMessage['headers'];
	readonly body: unknown;
	readonly files: readonly SentFile[];
	/** The parts of the path that the route names. */
	readonly params: readonly string[];
}
export interface SentFile {
	readonly name: string;
	readonly type: string;
	readonly text: string;
}
export interface Answer {
	readonly status: number;
	/** JSON, or the bytes of a file. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** The socket is destroyed: before anything is written, or in the middle of the body. */
	readonly breakOff?: 'before' | 'middle';
}
export interface Route {
	readonly method: string;
	readonly path: RegExp;
	/** Without the bot's token: answers to interactions carry their own. */
	readonly open?: boolean;
	handle(request: Request): Answer;
}

async function readBody(
	contentType: string | undefined,
	bytes: Uint8Array,
): Promise<Pick<Request, 'body' | 'files'>> {
	if (bytes.length === 0) return { body: undefined, files: [] };
	if (!contentType?.startsWith('multipart/form-data'))
		return { body: JSON.parse(Buffer.from(bytes).toString()), files: [] };
	const form = await new Response(Buffer.from(bytes), {
		headers: { 'content-type': contentType },
	}).formData();
	const files: SentFile[] = [];
	for (const [name, value] of form) {
		if (value instanceof File && /^files\[\d+\]$/.test(name))
			files.push({ name: value.name, type: value.type, text: await value.text() });
		else if (name !== 'payload_json') throw new Error(`an unknown part: ${name}`);
	}
	const payload = form.get('payload_json');
	return { body: typeof payload === 'string' ? JSON.parse(payload) : undefined, files };
}

export async function readRequest(incoming: IncomingMessage): Promise<Omit<Request, 'params'> | undefined> {
	const url = new URL(incoming.url ?? '/', 'http://stand-in');
	const version = /^\/api\/v10(\/.*)$/.exec(url.pathname)?.[1];
	if (version === undefined) return undefined;
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk);
	return {
		method: incoming.method ?? 'GET',
		path: decodeURIComponent(version),
		query: url.searchParams,
		headers: incoming.headers,
		...(await readBody(incoming.headers['content-type'], Buffer.concat(chunks))),
	};
}

export function writeAnswer(response: ServerResponse, answer: Answer): void {
	if (answer.body instanceof Uint8Array) {
		response.writeHead(answer.status, { 'content-type': 'application/octet-stream', ...answer.headers });
		response.end(answer.body);
		return;
	}
	const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
	if (answer.breakOff === 'before') {
		response.destroy();
		return;
	}
	response.writeHead(answer.status, {
		...(text !== '' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
		...answer.headers,
	});
	if (answer.breakOff === 'middle') {
		response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
		return;
	}
	response.end(text);
}
