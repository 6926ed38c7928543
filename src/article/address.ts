/**
 * Addresses as pages and feeds write them. Rules:
 * 1. A site is the name somebody registered and what stands under it: 'co.uk' is nobody's, 'quay.co.uk' is.
 * 2. The few second labels that registries themselves use are known here; the whole public suffix list is not
 *    worth its size for telling a pointer from an advertisement.
 */

const LONGEST = 4_000;
const REGISTRY_LABEL = /^(?:ac|asso|co|com|edu|go|gob|gouv|gov|gv|mil|ne|net|nhs|nom|or|org)$/;

/** @returns undefined for what is no http(s) address. */
export function absoluteUrl(address: string | null | undefined, base: string): string | undefined {
	if (address === null || address === undefined || address.length > LONGEST || address.trim() === '')
		return undefined;
	const url = URL.parse(address.trim(), URL.canParse(base) ? base : undefined);
	return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

/** 'https://news.quay.co.uk/a' → 'quay.co.uk'; an IP address is its own site. */
export function siteOf(url: string): string {
	const host = URL.parse(url)?.hostname ?? '';
	if (/^[\d.]+$|^\[/.test(host)) return host;
	const labels = host.split('.');
	return labels.slice(-(suffixLength(labels) + 1)).join('.');
}

/** 'https://www.lesnouvelles.example/' → 'lesnouvelles'. */
export const siteName = (url: string): string => siteOf(url).split('.')[0] ?? '';

/** How many labels at the end belong to the registry: 'quay.co.uk' has two, 'co.uk' and 'org.example' one. */
const suffixLength = (labels: readonly string[]): number =>
	labels.length > 2 && labels.at(-1)?.length === 2 && REGISTRY_LABEL.test(labels.at(-2) ?? '') ? 2 : 1;
