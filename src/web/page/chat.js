/**
 * The timeline: one row per message, drawn twice. Rules:
 * 1. An answer stands under what was said, also when posts arrived in between.
 * 2. Every entry is drawn once, whatever is sent again after a broken connection; a changed one is drawn anew in
 *    its place.
 * 3. Bounded like the server's timeline: with the oldest group everything known of its messages leaves.
 * 4. Who reads the end stays at the end; who reads an answer or looks back is told that there is more.
 */
import { discordMessage, discordSaid } from './discord.js';
import { element } from './dom.js';
import { telegramMessage, telegramSaid } from './telegram.js';

/**
 * @typedef {{ kind: 'said', id: string, at: number, line: string, pressed: boolean, about?: string }} Said
 * @typedef {{ kind: 'message', id: string, at: number, answers?: string, private: boolean, edits: number,
 *   discord: readonly import('./discord.js').Message[],
 *   telegram: readonly import('./telegram.js').Message[] }} Message
 * @typedef {{
 *   press: (code: string, messageId: string, button: HTMLElement) => void,
 *   type: (line: string) => void,
 *   reply: (messageId: string, title: string) => void,
 * }} Orders
 */

const LONGEST = 200;
const NEAR_END = 120;
const TITLE_LENGTH = 90;

/** @param {HTMLElement} cell */
const titleOf = (cell) =>
	((cell.querySelector('.t-text a') ?? cell.querySelector('.t-text'))?.textContent ?? '').slice(
		0,
		TITLE_LENGTH,
	);

/** @param {string} className @param {HTMLElement} discord @param {HTMLElement} telegram */
const row = (className, discord, telegram) =>
	element(
		'div',
		{ class: `row ${className}` },
		element('div', { class: 'cell discord' }, discord),
		element('div', { class: 'cell telegram' }, telegram),
	);

/**
 * @param {{ list: HTMLElement, scroll: HTMLElement, newer: HTMLElement, empty: HTMLElement, news: HTMLElement }} places
 * @param {Readonly<Record<string, string>>} phrases
 * @param {Orders} orders
 */
export function createChat({ list, scroll, newer, empty, news }, phrases, orders) {
	/** How often each entry that is shown was changed. @type {Map<string, number>} */
	const seen = new Map();
	/** @type {Map<string, HTMLElement>} */
	const rows = new Map();
	/** By the id of their first entry, oldest first. @type {Map<string, { element: HTMLElement, ids: string[] }>} */
	const groups = new Map();
	/** What a message is called where a later one points to it. @type {Map<string, string>} */
	const titles = new Map();
	const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
	const toEnd = () => {
		scroll.scrollTop = scroll.scrollHeight;
		newer.hidden = true;
	};
	const openedAt = Date.now();
	let followsEnd = true;
	let lastTop = 0;
	// Only a move upwards is the reader's wish to stay: content that grows also leaves the end behind.
	scroll.addEventListener('scroll', () => {
		if (isAtEnd()) {
			followsEnd = true;
			newer.hidden = true;
		} else if (scroll.scrollTop < lastTop) followsEnd = false;
		lastTop = scroll.scrollTop;
	});
	newer.addEventListener('click', toEnd);
	// A picture that arrives late makes the last message longer.
	new ResizeObserver(() => followsEnd && toEnd()).observe(list);

	/** An answer stays in view: posts that follow it do not push it out. @param {HTMLElement} group */
	function hold(group) {
		followsEnd = false;
		group.scrollIntoView({ block: group.offsetHeight > scroll.clientHeight ? 'start' : 'nearest' });
	}

	/** @param {string} id @param {HTMLElement} child */
	function addGroup(id, child) {
		const group = element('li', { class: 'group' }, child);
		groups.set(id, { element: group, ids: [id] });
		list.append(group);
		empty.hidden = true;
		const [oldest] = groups;
		if (oldest && groups.size > LONGEST) {
			const [first, left] = oldest;
			groups.delete(first);
			left.element.remove();
			for (const known of left.ids) {
				seen.delete(known);
				titles.delete(known);
				rows.delete(known);
			}
		}
		return group;
	}

	/** @param {Said} said */
	function addSaid(said) {
		const dots = () => element('span', { class: 'dots', 'aria-hidden': 'true' });
		const words = phrases['preview-answering'] ?? '';
		const about = said.pressed || said.about === undefined ? '' : (titles.get(said.about) ?? '');
		const shown = { ...said, about };
		const group = addGroup(
			said.id,
			row('row-said', discordSaid(shown, phrases), telegramSaid(shown, phrases)),
		);
		group.append(
			row(
				'row-pending',
				element('p', { class: 'd-pending' }, dots(), words),
				element('p', { class: 't-note' }, dots(), words),
			),
		);
		followsEnd = true;
		toEnd();
	}

	/** @param {Message} message */
	function addMessage(message) {
		/** @param {string} code @param {HTMLElement} button */
		const press = (code, button) => orders.press(code, message.id, button);
		const shown = row(
			'row-message',
			discordMessage(message.discord, { ...message, phrases, press }),
			telegramMessage(message.telegram, { at: message.at, hands: { press, type: orders.type } }),
		);
		const title = titleOf(shown);
		titles.set(message.id, title);
		const label = `${phrases['preview-reply']}: ${title}`;
		const reply = element(
			'button',
			{ type: 'button', class: 'reply', 'aria-label': label, title: label },
			'↩',
		);
		reply.addEventListener('click', () => orders.reply(message.id, title));
		shown.append(reply);

		const old = rows.get(message.id);
		rows.set(message.id, shown);
		if (old) return old.replaceWith(shown);
		const group = message.answers === undefined ? undefined : groups.get(message.answers);
		if (group) {
			group.ids.push(message.id);
			group.element.querySelector('.row-pending')?.remove();
			group.element.append(shown);
			if (followsEnd && message.at >= openedAt) hold(group.element);
		} else {
			addGroup(message.id, shown);
			newer.hidden = followsEnd;
		}
		if (followsEnd) toEnd();
		news.textContent = title;
	}

	return {
		/** @param {Said | Message} entry */
		add(entry) {
			const edits = entry.kind === 'message' ? entry.edits : 0;
			if ((seen.get(entry.id) ?? -1) >= edits) return;
			seen.set(entry.id, edits);
			if (entry.kind === 'said') addSaid(entry);
			else addMessage(entry);
		},
	};
}
