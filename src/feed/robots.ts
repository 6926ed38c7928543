/**
 * robots.txt (RFC 9309). Rules:
 * 1. The group that names us, else the group for everybody; all groups of one name count together.
 * 2. The longest matching rule decides; of equals, allow. Nothing matching means allowed.
 * 3. Rule and path are compared in one spelling of their escapes.
 * 4. Foreign patterns never reach a regular expression, and the work for one path is bounded: rules without a
 *    wildcard cost next to nothing, the others pay by length. Where that runs out, the answer is no.
 */

export interface RobotsRule {
	readonly allow: boolean;
	/** What the path begins with. */
	readonly start: string;
	/** What follows, each after anything. */
	readonly pieces: readonly string[];
	/** Nothing may follow. */
	readonly isAnchored: boolean;
	/** What is paid for each character of the path, and for each path. */
	readonly cost: { readonly letter: number; readonly path: number };
}

/** As much as the standard asks a reader to read. */
const MAX_CHARACTERS = 500 * 1024;
const MAX_RULES = 10_000;
/** Characters looked at for one path, a few milliseconds: enough for an address of 80 and 5,000 wildcards. */
const WORK = 600_000;
/** What a search costs beside its way through the path, in characters. */
const SEARCH = 30;
/** A long piece may be compared in part at every place of the path. */
const LONG_PIECE = 100;

/** Letters beyond ASCII escaped, escapes in capitals, needless escapes undone (RFC 9309, 2.2.2). */
const spelled = (path: string): string =>
	path
		.replace(/[\u0080-\uffff]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
		.replace(/%[0-9a-f]{2}/gi, (code) => {
			const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
			return /[\w.~-]/.test(letter) ? letter : code.toUpperCase();
		});

interface Line {
	readonly allow: boolean;
	readonly path: string;
}

/** `*` stands for anything, `$` at the end for the end. */
function ruleOf({ allow, path }: Line): RobotsRule {
	const isAnchored = path.endsWith('$');
	const [start = '', ...pieces] = (isAnchored ? path.slice(0, -1) : path).split('*');
	const cost = { letter: 1 + path.length / LONG_PIECE, path: pieces.length * SEARCH };
	return { allow, start, pieces, isAnchored, cost };
}

/** Every path. */
export const NOTHING_ALLOWED: readonly RobotsRule[] = [ruleOf({ allow: false, path: '/' })];

/** @returns the strongest first. */
export function parseRobots(text: string, agent: string): readonly RobotsRule[] {
	const ours: Line[] = [];
	const everybodys: Line[] = [];
	let targets = new Set<Line[]>();
	let namesUs = false;
	let inNames = false;
	for (const raw of text.slice(0, MAX_CHARACTERS).split(/[\r\n]/)) {
		const line = raw.split('#', 1)[0] ?? '';
		const colon = line.indexOf(':');
		if (colon < 0) continue;
		const field = line.slice(0, colon).trim().toLowerCase();
		const value = line.slice(colon + 1).trim();
		if (field === 'user-agent') {
			if (!inNames) targets = new Set();
			inNames = true;
			const name = value.toLowerCase().split('/', 1)[0]?.trim() ?? '';
			if (name === '*') targets.add(everybodys);
			if (name === agent.toLowerCase()) {
				targets.add(ours);
				namesUs = true;
			}
		} else if (field === 'allow' || field === 'disallow') {
			inNames = false;
			if (value === '') continue;
			for (const lines of targets)
				if (lines.length < MAX_RULES) lines.push({ allow: field === 'allow', path: spelled(value) });
		}
	}
	const lines = namesUs ? ours : everybodys;
	return lines
		.toSorted((a, b) => b.path.length - a.path.length || Number(b.allow) - Number(a.allow))
		.map(ruleOf);
}

/** Behind the start, which is known to match. */
function matchesBehind({ start, pieces, isAnchored }: RobotsRule, path: string): boolean {
	const last = isAnchored ? pieces.at(-1) : undefined;
	const between = last === undefined ? pieces : pieces.slice(0, -1);
	let at = start.length;
	for (const piece of between) {
		const found = path.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	if (!isAnchored) return true;
	if (last === undefined) return at === path.length;
	return path.length - last.length >= at && path.endsWith(last);
}

/** @param rules the strongest first. @param path path and query, as in the address. */
export function isAllowed(rules: readonly RobotsRule[], path: string): boolean {
	const asked = spelled(path);
	let work = 0;
	for (const rule of rules) {
		if (!asked.startsWith(rule.start)) continue;
		if (rule.pieces.length > 0) work += asked.length * rule.cost.letter + rule.cost.path;
		if (work > WORK) return false;
		if (matchesBehind(rule, asked)) return rule.allow;
	}
	return true;
}
