/**
 * Every way inside that we know (tests/stand-ins/inside.ts), straight, by a redirect and by a name server that lies
 * or changes its mind, against services on loopback that count who comes. Prints tries and leaks; exits with 1 where
 * one got through.
 * Usage: npx node bench/ssrf.ts
 */
import { createFetcher, type Fetcher } from '../src/feed/fetch.ts';
import { INSIDE_ANSWERS, INSIDE_HOSTS, resolverOf } from '../tests/stand-ins/inside.ts';
import { startPublisher } from '../tests/stand-ins/publisher.ts';
import { startRudeServer } from '../tests/stand-ins/rude-server.ts';

const limits = { connectMs: 300, totalMs: 1000 };
const welcome = (socket: { end(text: string): unknown }): void =>
	void socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nsecret');
const canaries = [await startRudeServer(welcome), await startRudeServer(welcome, '::1')];
const publisher = await startPublisher('127.0.0.2');
const closed = createFetcher({ allowPrivate: [], limits });
const sent = createFetcher({ allowPrivate: ['127.0.0.2'], limits });
const visits = (): number => canaries.reduce((sum, canary) => sum + canary.visits, 0);

let tries = 0;
const leaks: string[] = [];
/** A leak is a visit, and also an answer: there is nobody else who could have given it. */
async function attempt(name: string, fetcher: Fetcher, url: string): Promise<void> {
	const before = visits();
	tries++;
	const answered = await fetcher.get(url, { kind: 'feed' }).then(
		() => true,
		() => false,
	);
	if (answered || visits() > before) leaks.push(name);
}

for (const { port } of canaries) {
	for (const host of INSIDE_HOSTS) {
		await attempt(host, closed, `http://${host}:${port}/`);
		await attempt(`TLS to ${host}`, closed, `https://${host}:${port}/`);
		const location = Buffer.from(`http://${host}:${port}/`).toString('latin1');
		publisher.serve('/out', { status: 302, headers: { location }, body: '' });
		await attempt(`a redirect to ${host}`, sent, `${publisher.url}/out`);
	}
	for (const [name, answers] of INSIDE_ANSWERS) {
		const lied = createFetcher({ allowPrivate: [], limits, resolve: resolverOf(answers) });
		for (let time = 1; time <= 3; time++)
			await attempt(`a name: ${name}, asked ${time} times`, lied, `http://harbour.example:${port}/`);
		await lied.close();
	}
}
console.log(
	`${tries} tries to get inside, ${leaks.length} leaks${leaks.map((name) => `\n${name}`).join('')}`,
);
await Promise.all([closed.close(), sent.close(), publisher.close(), ...canaries.map(({ close }) => close())]);
process.exit(leaks.length === 0 ? 0 : 1);
