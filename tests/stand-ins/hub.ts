/**
 * A WebSub hub on loopback, as strict as the specification: it answers 202 and verifies the intent afterwards, keeps
 * leases by the clock it is given, signs what it distributes, and notes what a subscriber does wrong.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

export interface HubSubscriber {
	readonly callback: string;
	readonly topic: string;
	readonly secret: string;
	readonly until: number;
}

export interface PingOptions {
	/** null: unsigned. */
	readonly method?: 'sha1' | 'sha256' | 'sha384' | 'sha512' | null;
	readonly secret?: string;
	readonly body?: string;
}

export interface Hub {
	readonly url: string;
	/** What it does with the next requests. */
	mood: 'kind' | 'denies' | 'down' | 'silent' | 308;
	leaseSeconds: number;
	/** What was asked, in order: mode and topic. */
	readonly asked: readonly string[];
	readonly subscribers: ReadonlyMap<string, HubSubscriber>;
	readonly violations: readonly string[];
	/** @returns the status of each answer. */
	ping(topic: string, options?: PingOptions): Promise<number[]>;
	/** Resolves when every verification that was begun is over. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return new URLSearchParams(Buffer.concat(chunks).toString());
}

function faultsOf(request: IncomingMessage, form: URLSearchParams): string[] {
	const faults: string[] = [];
	const type = request.headers['content-type'] ?? '';
	if (!type.startsWith('application/x-www-form-urlencoded')) faults.push(`content type ${type}`);
	if (!URL.canParse(form.get('hub.callback') ?? '')) faults.push('no callback');
	if (!URL.canParse(form.get('hub.topic') ?? '')) faults.push('no topic');
	if (!/^(?:un)?subscribe$/.test(form.get('hub.mode') ?? '')) faults.push('no mode');
	const secret = Buffer.byteLength(form.get('hub.secret') ?? '');
	if (secret >= 200 || (form.get('hub.mode') === 'subscribe' && secret < 16)) faults.push('bad secret');
	const lease = form.get('hub.lease_seconds');
	if (lease !== null && !/^[1-9]\d*$/.test(lease)) faults.push(`lease ${lease}`);
	return faults;
}

export async function startHub(now: () => number = Date.now): Promise<Hub> {
	const subscribers = new Map<string, HubSubscriber>();
	const asked: string[] = [];
	const violations: string[] = [];
	const verifications = new Set<Promise<void>>();

	/** Mode, topic and challenge are appended to the callback's own query. */
	async function call(
		callback: string,
		values: Readonly<Record<string, string>>,
	): Promise<string | undefined> {
		const url = new URL(callback);
		for (const [name, value] of Object.entries(values)) url.searchParams.append(`hub.${name}`, value);
		const answer = await fetch(url).catch(() => undefined);
		const text = await answer?.text();
		return answer?.ok === true ? text : undefined;
	}

	async function verify(form: URLSearchParams): Promise<void> {
		const [callback = '', mode = '', topic = '', secret = ''] = ['callback', 'mode', 'topic', 'secret'].map(
			(name) => form.get(`hub.${name}`) ?? '',
		);
		if (hub.mood === 'denies') return void (await call(callback, { mode: 'denied', topic, reason: 'no' }));
		const challenge = randomBytes(12).toString('hex');
		const lease_seconds = String(hub.leaseSeconds);
		const echoed = await call(callback, {
			mode,
			topic,
			challenge,
			...(mode === 'subscribe' && { lease_seconds }),
		});
		if (echoed !== challenge) return;
		const until = now() + hub.leaseSeconds * 1000;
		if (mode === 'subscribe') subscribers.set(callback, { callback, topic, secret, until });
		else subscribers.delete(callback);
	}

	const server = createServer(async (request, response) => {
		const form = await formOf(request);
		if (hub.mood === 308 && request.url === '/') {
			response.writeHead(308, { location: '/moved' }).end();
			return;
		}
		const faults = faultsOf(request, form);
		violations.push(...faults);
		asked.push(`${form.get('hub.mode')} ${form.get('hub.topic')}`);
		const status = hub.mood === 'down' ? 503 : faults.length > 0 ? 400 : 202;
		response.writeHead(status).end();
		if (status !== 202 || hub.mood === 'silent') return;
		const verification = verify(form).finally(() => verifications.delete(verification));
		verifications.add(verification);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');

	const hub: Hub = {
		url: `http://127.0.0.1:${address.port}/`,
		mood: 'kind',
		leaseSeconds: 86_400,
		asked,
		subscribers,
		violations,
		async ping(topic, { method = 'sha256', secret, body = '<feed/>' } = {}) {
			const statuses: number[] = [];
			for (const subscriber of [...subscribers.values()]) {
				if (subscriber.topic !== topic || subscriber.until <= now()) continue;
				const mac =
					method === null ? undefined : createHmac(method, secret ?? subscriber.secret).update(body);
				const { status } = await fetch(subscriber.callback, {
					method: 'POST',
					body,
					headers: {
						'content-type': 'application/rss+xml',
						link: `<${hub.url}>; rel="hub", <${topic}>; rel="self"`,
						...(mac && { 'x-hub-signature': `${method}=${mac.digest('hex')}` }),
					},
				});
				statuses.push(status);
				if (status === 410) subscribers.delete(subscriber.callback);
			}
			return statuses;
		},
		async settled() {
			while (verifications.size > 0) await Promise.all(verifications);
		},
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
	return hub;
}
