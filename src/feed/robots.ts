/**
 * robots.txt (RFC 9309). Rules:
 * 1. The group that names us, else the group for everybody; all groups of one name count together.
 * 2. The longest matching rule decides; of equals, allow. Nothing matching means allowed.
 * 3. Rule and path are compared in one spelling of their escapes.
 * 4. Linear in pattern and path: foreign patterns never reach a regular expression.
 */

export interface RobotsRule {
	readonly allow: boolean;
	readonly path: string;
}

/** As much as the standard asks a reader to read. */
const MAX_CHARACTERS = 500 * 1024;
const MAX_RULES = 10_000;

/** Letters beyond ASCII escaped, escapes in capitals, needless escapes undone (RFC 9309, 2.2.2). */
const spelled = (path: string): string =>
	path
		.replace(/[\u0080-\uffff]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
		.replace(/%[0-9a-f]{2}/gi, (code) => {
			const letter = String.fromCharCode(Number.parseInt(code.slice(1), 16));
			return /[\w.~-]/.test(letter) ? letter : code.toUpperCase();
		});

export function parseRobots(text: string, agent: string): readonly RobotsRule[] {
	const ours: RobotsRule[] = [];
	const everybodys: RobotsRule[] = [];
	let targets = new Set<RobotsRule[]>();
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
			for (const rules of targets)
				if (rules.length < MAX_RULES) rules.push({ allow: field === 'allow', path: spelled(value) });
		}
	}
	return namesUs ? ours : everybodys;
}

/** `*` stands for anything, `$` at the end for the end. */
function matches(pattern: string, path: string): boolean {
	const isAnchored = pattern.endsWith('$');
	const [start = '', ...pieces] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*');
	if (!path.startsWith(start)) return false;
	const last = isAnchored ? pieces.pop() : undefined;
	let at = start.length;
	for (const piece of pieces) {
		const found = path.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	if (!isAnchored) return true;
	if (last === undefined) return at === path.length;
	return path.length - last.length >= at && path.endsWith(last);
}

/** @param path path and query, as in the address. */
export function isAllowed(rules: readonly RobotsRule[], path: string): boolean {
	const asked = spelled(path);
	let decision: RobotsRule | undefined;
	for (const rule of rules) {
		const isStronger =
			decision === undefined ||
			rule.path.length > decision.path.length ||
			(rule.path.length === decision.path.length && rule.allow);
		if (isStronger && matches(rule.path, asked)) decision = rule;
	}
	return decision?.allow ?? true;
}
