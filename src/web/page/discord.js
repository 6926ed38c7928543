/**
 * Discord messages (Components V2) as Discord shows them, drawn from the payloads that Discord would get.
 * Rule: an unknown component is shown as such, never hidden: what the page does not show, nobody checks.
 */
import { parseMarkdown } from './discord-markdown.js';
import { clockTime, download, element, link, picture, relativeTime } from './dom.js';

/** @typedef {import('./discord-markdown.js').Inline} Inline */
/** @typedef {import('./discord-markdown.js').Line} Line */
/**
 * The fields that the page reads; Discord knows more.
 * @typedef {{
 *   type: number, components?: Component[], accessory?: Component, content?: string, label?: string, style?: number,
 *   url?: string, custom_id?: string, media?: { url?: string }, items?: { media?: { url?: string } }[],
 *   divider?: boolean, accent_color?: number, file?: { url?: string },
 * }} Component
 * @typedef {{ name: string, type: string, text: string }} File
 * @typedef {{ content?: string, components?: Component[], files?: readonly File[] }} Message
 */
/** @typedef {(code: string, button: HTMLElement) => void} Press */

const TAGS = /** @type {const} */ ({
	bold: 'strong',
	italic: 'em',
	underline: 'u',
	strike: 's',
	spoiler: 'span',
});

/** @param {Inline} node @returns {Node} */
function inline(node) {
	switch (node.kind) {
		case 'text':
			return document.createTextNode(node.text);
		case 'code':
			return element('code', {}, node.text);
		case 'time':
			return relativeTime(node.at, '');
		case 'link':
			return link(node.url, '', ...node.children.map(inline));
		default:
			return element(TAGS[node.kind], { class: node.kind }, ...node.children.map(inline));
	}
}

/** @param {Line} line */
function block(line) {
	const children = line.children.map(inline);
	switch (line.kind) {
		case 'heading':
			return element('p', { class: `d-heading d-heading-${line.level}` }, ...children);
		case 'small':
			return element('p', { class: 'd-small' }, ...children);
		case 'quote':
			return element('blockquote', {}, ...children);
		case 'item':
			return element(
				'p',
				{ class: 'd-item' },
				element('span', { class: 'd-marker' }, line.marker),
				element('span', {}, ...children),
			);
		default:
			return element('p', { class: children.length === 0 ? 'd-blank' : 'd-text' }, ...children);
	}
}

/** @param {string} content */
const markdown = (content) => element('div', { class: 'd-markdown' }, ...parseMarkdown(content).map(block));

/** @param {Component} component @param {Press} press */
function button(component, press) {
	const label = String(component.label ?? '');
	if (component.url !== undefined)
		return link(component.url, 'd-button d-link', label, element('span', { 'aria-hidden': 'true' }, '↗'));
	const made = element('button', { type: 'button', class: `d-button d-style-${component.style}` }, label);
	made.addEventListener('click', () => press(String(component.custom_id), made));
	return made;
}

/** @param {Component} component @param {Press} press @param {readonly File[]} files @returns {HTMLElement} */
function draw(component, press, files) {
	const inside = (component.components ?? []).map((one) => draw(one, press, files));
	switch (component.type) {
		case 1:
			return element('div', { class: 'd-row' }, ...inside);
		case 2:
			return button(component, press);
		case 9: {
			const { accessory } = component;
			const shown = accessory?.type === 11 ? picture(accessory.media?.url, 'd-thumbnail') : undefined;
			const beside = accessory && !shown && accessory.type !== 11 ? draw(accessory, press, files) : shown;
			const body = element('div', { class: 'd-section-body' }, ...inside);
			return element('div', { class: 'd-section' }, body, beside);
		}
		case 10:
			return markdown(String(component.content));
		case 12: {
			const items = component.items ?? [];
			return element('div', { class: 'd-gallery' }, ...items.map((item) => picture(item.media?.url, '')));
		}
		case 13: {
			const file = files.find(({ name }) => component.file?.url === `attachment://${name}`);
			return file ? download(file) : element('p', { class: 'd-small' }, '(no file)');
		}
		case 14:
			return element('hr', { class: component.divider === false ? 'd-space' : 'd-divider' });
		case 17: {
			const box = element('div', { class: 'd-container' }, ...inside);
			const colour = component.accent_color;
			if (typeof colour === 'number') {
				box.classList.add('d-accent');
				box.style.setProperty('--accent', `#${colour.toString(16).padStart(6, '0')}`);
			}
			return box;
		}
		default:
			return element('p', { class: 'd-small' }, `(component ${component.type})`);
	}
}

/**
 * @param {readonly Message[]} messages
 * @param {{ at: number, private: boolean, phrases: Readonly<Record<string, string>>, press: Press }} about
 */
export function discordMessage(messages, { at, private: isPrivate, phrases, press }) {
	const author = element(
		'p',
		{ class: 'd-author' },
		element('strong', {}, 'Depeche'),
		element('span', { class: 'd-app' }, phrases['preview-app'] ?? 'APP'),
		clockTime(at),
	);
	const bodies = messages.flatMap((message) => {
		const components = message.components ?? [];
		const content =
			typeof message.content === 'string' && message.content !== '' ? [markdown(message.content)] : [];
		return [...content, ...components.map((component) => draw(component, press, message.files ?? []))];
	});
	return element(
		'div',
		{ class: isPrivate ? 'd-message d-private' : 'd-message' },
		element('span', { class: 'mark', 'aria-hidden': 'true' }),
		element(
			'div',
			{ class: 'd-body' },
			author,
			...bodies,
			isPrivate && element('p', { class: 'd-only' }, phrases['preview-private'] ?? ''),
		),
	);
}

/**
 * What a person did, as Discord shows it above the answer.
 * @param {{ line: string, pressed: boolean, about: string }} said
 * @param {Readonly<Record<string, string>>} phrases
 */
export const discordSaid = (said, phrases) =>
	element(
		'p',
		{ class: 'd-said' },
		element('span', { class: 'd-spine', 'aria-hidden': 'true' }),
		element('strong', {}, phrases['preview-you'] ?? ''),
		element('span', { class: said.pressed ? 'd-pressed' : 'd-used' }, said.line),
		said.about !== '' && element('span', { class: 'd-about' }, said.about),
	);
