/**
 * A request with files, as discord.js' own client can send it. It makes a FormData of Node's, and its undici takes
 * none but those of its own: so a form is written out here, with its boundary. Everything else passes as it is.
 */
import { DefaultRestOptions, type RESTOptions } from 'discord.js';

export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
	const { body } = init;
	if (!(body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
	const form = new Response(body);
	const headers = new Headers(
		Object.entries({ ...init.headers }).map(([name, value]) => [name, String(value)]),
	);
	headers.set('content-type', form.headers.get('content-type') ?? 'multipart/form-data');
	return DefaultRestOptions.makeRequest(url, {
		...init,
		headers: Object.fromEntries(headers),
		body: new Uint8Array(await form.arrayBuffer()),
	});
};
