/**
 * A feed's hub and own address as its Link header tells (WebSub, 4): the header stands above the document.
 */
import { webUrl } from './links.ts';

export interface HubLinks {
	readonly hubUrl?: string;
	readonly selfUrl?: string;
}

const LONGEST = 8_192;

/** @param base where the answer came from. */
export function hubLinks(header: string | undefined, base: string): HubLinks {
	const found = new Map<string, string>();
	for (const part of (header ?? '').slice(0, LONGEST).split(/,(?=\s{0,9}<)/)) {
		const end = part.indexOf('>');
		const address = part.trimStart().startsWith('<')
			? part.slice(part.indexOf('<') + 1, Math.max(end, 0))
			: '';
		const url = address.trim() === '' ? undefined : webUrl(address, base);
		const rel = /;\s{0,9}rel\s{0,9}=\s{0,9}(?:"([^"]{0,200})"|([^\s;"]{1,60}))/i.exec(part.slice(end + 1));
		if (url === undefined || rel === null) continue;
		for (const name of (rel[1] ?? rel[2] ?? '').toLowerCase().split(/\s/))
			if (!found.has(name)) found.set(name, url);
	}
	const [hubUrl, selfUrl] = [found.get('hub'), found.get('self')];
	return { ...(hubUrl !== undefined && { hubUrl }), ...(selfUrl !== undefined && { selfUrl }) };
}
