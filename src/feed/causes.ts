/** Why a request failed: the error codes of sockets, TLS, name servers and undici as FetchErrors. */
import { FetchError, type FetchProblem } from '../errors.ts';
import { TooLarge } from './sink.ts';

const BY_CODE: ReadonlyMap<string, FetchProblem> = new Map([
	['EPRIVATE', 'private'],
	['ENOTFOUND', 'dns'],
	['ENODATA', 'dns'],
	['ESERVFAIL', 'dns'],
	['ETIMEDOUT', 'timeout'],
	['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
	['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
	['UND_ERR_BODY_TIMEOUT', 'timeout'],
	['UND_ERR_HEADERS_OVERFLOW', 'too-large'],
	['UND_ERR_INVALID_ARG', 'address'],
	['EPROTO', 'tls'],
	['CERT_HAS_EXPIRED', 'tls-expired'],
	['CERT_NOT_YET_VALID', 'tls-expired'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-host'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
]);
const BY_FAMILY: readonly (readonly [RegExp, FetchProblem])[] = [
	[/^EAI_/, 'dns'],
	[/^(?:CERT_|UNABLE_TO_)/, 'tls-untrusted'],
	[/^ERR_(?:TLS|SSL)_/, 'tls'],
];

/** The error, its causes and its parts, outermost first; a handful at most. */
function chain(error: unknown): unknown[] {
	const found: unknown[] = [error];
	for (let index = 0; index < found.length && found.length < 20; index++) {
		const at = found[index];
		if (at instanceof AggregateError) found.push(...at.errors);
		if (at instanceof Error && at.cause !== undefined) found.push(at.cause);
	}
	return found;
}

function problemOf(error: unknown): FetchProblem | undefined {
	if (error instanceof TooLarge) return 'too-large';
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	const code = String(error.code);
	return BY_CODE.get(code) ?? BY_FAMILY.find(([pattern]) => pattern.test(code))?.[1];
}

export function toFetchError(error: unknown, url: string): FetchError {
	if (error instanceof FetchError) return error;
	for (const each of chain(error)) {
		const problem = problemOf(each);
		if (problem !== undefined) return new FetchError(problem, url, { cause: error });
	}
	return new FetchError('connect', url, { cause: error });
}

/** A wall that lets browsers through and asks bots to prove themselves. */
export function isChallenge(status: number, headers: Readonly<Record<string, string>>): boolean {
	return (
		headers['cf-mitigated'] === 'challenge' ||
		headers['sg-captcha'] === 'challenge' ||
		headers['x-amzn-waf-action'] !== undefined ||
		(status === 403 && headers['x-datadome'] !== undefined)
	);
}
