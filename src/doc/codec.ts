/**
 * A button's command and its arguments in at most 64 bytes. Rules:
 * 1. Form: `command?name=value&name=value~mark`, each part percent-encoded, so no value can break the frame.
 * 2. 64 bytes is Telegram's callback_data limit and the smaller of the two platforms: one code serves both.
 * 3. A button that does not fit is left out by the caller (encode returns undefined), never cut: a cut
 *    argument would name another article.
 * 4. The mark (a delivery's id) makes the buttons of every post unique to it.
 */
import type { Action, Doc } from './doc.ts';

const LIMIT_BYTES = 64;

export interface ButtonCall {
	readonly command: string;
	readonly args: Readonly<Record<string, string>>;
	readonly mark?: string;
}

// `~` marks the mark, and encodeURIComponent leaves it as it is.
const encodePart = (part: string): string => encodeURIComponent(part).replaceAll('~', '%7E');

/** @returns undefined where the call does not fit into 64 bytes. */
function encodeButton(call: ButtonCall): string | undefined {
	const args = Object.entries(call.args)
		.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`)
		.join('&');
	const mark = call.mark === undefined ? '' : `~${encodePart(call.mark)}`;
	const code = `${call.command}${args === '' ? '' : `?${args}`}${mark}`;
	return Buffer.byteLength(code) <= LIMIT_BYTES ? code : undefined;
}

/** @returns undefined for anything this program did not write. */
export function decodeButton(code: string): ButtonCall | undefined {
	const match = /^([a-z0-9_]{1,32})(?:\?([^~]*))?(?:~([^~]+))?$/.exec(code);
	if (!match?.[1] || Buffer.byteLength(code) > LIMIT_BYTES) return undefined;
	try {
		const args = Object.fromEntries(
			(match[2] ? match[2].split('&') : []).map((pair) => {
				const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
				return [name, value] as const;
			}),
		);
		return { command: match[1], args, ...(match[3] && { mark: decodeURIComponent(match[3]) }) };
	} catch {
		return undefined; // a malformed percent sequence
	}
}

export type Button =
	| { readonly kind: 'open'; readonly label: string; readonly url: string }
	| { readonly kind: 'invoke'; readonly label: string; readonly code: string };

/** The buttons of a Doc that fit, in order; two with the same code become one (platforms refuse twins). */
export function buttonsOf(doc: Doc): readonly Button[] {
	const seen = new Set<string>();
	return (doc.actions ?? []).flatMap((action: Action): Button[] => {
		if (action.kind === 'open') return [action];
		const code = encodeButton({ ...action, ...(doc.mark !== undefined && { mark: doc.mark }) });
		if (code === undefined || seen.has(code)) return [];
		seen.add(code);
		return [{ kind: 'invoke', label: action.label, code }];
	});
}
