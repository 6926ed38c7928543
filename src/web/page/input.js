/**
 * The command line. Rules:
 * 1. `/` opens the list of commands; arrows choose, Tab or Enter takes, Escape closes.
 * 2. With the list closed, arrows walk through what was typed before.
 * 3. Enter sends, Shift+Enter breaks the line (a pasted text may have many).
 */
import { element } from './dom.js';

/**
 * @typedef {{ name: string, type: string, required: boolean, choices?: readonly string[] }} Option
 * @typedef {{ name: string, options: readonly Option[] }} Command
 */

const HISTORY = 50;

/** @param {Option} option */
const shape = ({ name, required, choices }) =>
	choices ? `${name}:${choices.join('|')}` : required ? `<${name}>` : `[${name}]`;

/**
 * @param {{ form: HTMLFormElement, line: HTMLTextAreaElement, list: HTMLElement, hint: HTMLElement }} places
 * @param {readonly Command[]} commands
 * @param {Readonly<Record<string, string>>} phrases
 * @param {(line: string) => Promise<boolean>} send resolves to false where the line should stay
 */
export function createInput({ form, line, list, hint }, commands, phrases, send) {
	/** @type {string[]} */
	const history = [];
	let back = 0;
	/** @type {readonly Command[]} */
	let offered = [];
	let chosen = 0;

	const grow = () => {
		line.style.setProperty('height', 'auto');
		line.style.setProperty('height', `${Math.min(line.scrollHeight + 2, 180)}px`);
	};
	/** @param {string} text */
	const put = (text) => {
		line.value = text;
		line.focus();
		update();
	};

	function showList() {
		list.replaceChildren(
			...offered.map((command, index) => {
				const item = element(
					'div',
					{ role: 'option', id: `suggestion-${index}`, 'aria-selected': String(index === chosen) },
					element('strong', {}, `/${command.name}`),
					element('span', { class: 'options' }, command.options.map(shape).join(' ')),
					element('span', { class: 'does' }, phrases[`command-${command.name}`] ?? ''),
				);
				item.addEventListener('mousedown', (event) => {
					event.preventDefault();
					put(`/${command.name} `);
				});
				return item;
			}),
		);
		list.hidden = offered.length === 0;
		line.setAttribute('aria-expanded', String(!list.hidden));
		if (list.hidden) line.removeAttribute('aria-activedescendant');
		else line.setAttribute('aria-activedescendant', `suggestion-${chosen}`);
		list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
	}

	/** @param {string} text */
	function say(text) {
		hint.textContent = text;
	}

	function showHint() {
		const name = /^\/([a-z0-9_]+)\s/.exec(line.value)?.[1];
		const command = commands.find((one) => one.name === name);
		const parts = (command?.options ?? []).map(
			(option) => `${shape(option)} ${phrases[`command-${name}-${option.name}`] ?? ''}`,
		);
		say(parts.join('  ·  '));
	}

	function update() {
		const partial = /^\/([a-z0-9_]*)$/.exec(line.value)?.[1];
		offered = partial === undefined ? [] : commands.filter(({ name }) => name.startsWith(partial));
		chosen = 0;
		showList();
		showHint();
		grow();
	}

	/** @param {number} by */
	function walk(by) {
		back = Math.min(history.length, Math.max(0, back + by));
		line.value = back === 0 ? '' : (history.at(-back) ?? '');
		line.setSelectionRange(line.value.length, line.value.length);
		grow();
	}

	async function submit() {
		const text = line.value.trim();
		if (text === '') return;
		if (!(await send(text))) return;
		if (history.at(-1) !== text) history.push(text);
		history.splice(0, Math.max(0, history.length - HISTORY));
		back = 0;
		put('');
	}

	line.addEventListener('input', () => {
		back = 0;
		update();
	});
	line.addEventListener('blur', () => {
		offered = [];
		showList();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		void submit();
	});
	line.addEventListener('keydown', (event) => {
		if (event.isComposing) return;
		const isOpen = offered.length > 0;
		const up = event.key === 'ArrowUp';
		if (isOpen && (up || event.key === 'ArrowDown')) {
			chosen = (chosen + (up ? -1 : 1) + offered.length) % offered.length;
			showList();
		} else if ((up || event.key === 'ArrowDown') && !line.value.includes('\n')) walk(up ? 1 : -1);
		else if (event.key === 'Escape' && isOpen) {
			offered = [];
			showList();
		} else if ((event.key === 'Tab' || event.key === 'Enter') && isOpen && !event.shiftKey) {
			const name = offered[chosen]?.name ?? '';
			// A whole name with Enter is a command without options.
			if (event.key === 'Enter' && line.value === `/${name}`) void submit();
			else put(`/${name} `);
		} else if (event.key === 'Enter' && !event.shiftKey) void submit();
		else return;
		event.preventDefault();
	});
	return { put, say };
}
