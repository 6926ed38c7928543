/** Addresses as pages and feeds write them. */

const LONGEST = 4_000;

/** @returns undefined for what is no http(s) address. */
export function absoluteUrl(address: string | null | undefined, base: string): string | undefined {
	if (address === null || address === undefined || address.length > LONGEST || address.trim() === '')
		return undefined;
	const url = URL.parse(address.trim(), URL.canParse(base) ? base : undefined);
	return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}
