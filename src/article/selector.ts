/**
 * CSS selectors over a page's tree, as far as this room needs them. Rules:
 * 1. Type, `*`, `.class`, `#id`, `[name]`, `[name="value"]` with = ~= ^= $= *= |=, `:not(…)` of one of these;
 *    descendants and children; lists. What else is written is our own mistake, and throws.
 * 2. Elements come in the order of the page, each once, and only as far as they are asked for.
 * 3. A selector is read once and kept: the program has a few dozen.
 */
import type { PageElement } from './dom.ts';

type Test = (element: PageElement) => boolean;
/** The last step is the element itself; `child` says that the step before it is its parent. */
interface Step {
	readonly test: Test;
	readonly child: boolean;
}

const known = new Map<string, readonly (readonly Step[])[]>();

const PIECE =
	/^(?:([a-z][\w-]*|\*)|\.([\w-]+)|#([\w-]+)|\[\s*([\w:-]+)\s*(?:([~^$*|]?)=\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(i?)\s*)?\]|:not\(([^()]+)\))/i;

/** @param elements of a page in its order @param from first place that may answer @param to the last */
export function* matching<Element extends PageElement>(
	elements: readonly Element[],
	from: number,
	to: number,
	selector: string,
): Generator<Element, undefined> {
	const lists = known.get(selector) ?? remember(selector);
	for (let at = from; at <= to; at++) {
		const element = elements[at];
		if (element !== undefined && lists.some((steps) => fits(element, steps, steps.length - 1))) yield element;
	}
}

function fits(element: PageElement, steps: readonly Step[], at: number): boolean {
	const step = steps[at];
	if (step === undefined || !step.test(element)) return false;
	if (at === 0) return true;
	for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
		if (fits(parent, steps, at - 1)) return true;
		if (step.child) return false;
	}
	return false;
}

function remember(selector: string): readonly (readonly Step[])[] {
	const lists = selector.split(',').map((part) => stepsOf(part.trim()));
	known.set(selector, lists);
	return lists;
}

function stepsOf(selector: string): Step[] {
	const steps: Step[] = [];
	let rest = selector;
	let child = false;
	while (rest !== '') {
		const tests: Test[] = [];
		for (let piece = PIECE.exec(rest); piece !== null; piece = PIECE.exec(rest)) {
			tests.push(testOf(piece));
			rest = rest.slice(piece[0].length);
		}
		if (tests.length === 0) throw new Error(`no selector of ours: ${selector}`);
		steps.push({ test: (element) => tests.every((test) => test(element)), child });
		const between = /^\s*(>?)\s*/.exec(rest);
		child = between?.[1] === '>';
		rest = rest.slice(between?.[0].length ?? 0);
	}
	return steps;
}

function testOf(piece: RegExpExecArray): Test {
	const [, type, className, id, name, operator, double, single, bare, fold, inner] = piece;
	if (type !== undefined)
		return type === '*' ? () => true : (element) => element.localName === type.toLowerCase();
	if (className !== undefined) return (element) => words(element.getAttribute('class')).includes(className);
	if (id !== undefined) return (element) => element.getAttribute('id') === id;
	if (inner !== undefined) {
		const steps = stepsOf(inner.trim());
		return (element) => !fits(element, steps, steps.length - 1);
	}
	if (name === undefined) return () => false;
	const attribute = name.toLowerCase();
	if (operator === undefined) return (element) => element.hasAttribute(attribute);
	const wanted = double ?? single ?? bare ?? '';
	const folded = (value: string): string => (fold === '' ? value : value.toLowerCase());
	const compare = comparison(operator, folded(wanted));
	return (element) => {
		const value = element.getAttribute(attribute);
		return value !== null && compare(folded(value));
	};
}

function comparison(operator: string, wanted: string): (value: string) => boolean {
	switch (operator) {
		case '~':
			return (value) => words(value).includes(wanted);
		case '^':
			return (value) => value.startsWith(wanted);
		case '$':
			return (value) => value.endsWith(wanted);
		case '*':
			return (value) => value.includes(wanted);
		case '|':
			return (value) => value === wanted || value.startsWith(`${wanted}-`);
		default:
			return (value) => value === wanted;
	}
}

const words = (list: string | null): string[] => (list === null ? [] : list.split(/\s+/));
