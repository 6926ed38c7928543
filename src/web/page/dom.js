/**
 * Elements from data. Rules:
 * 1. Foreign text only ever becomes a text node; nothing here parses HTML.
 * 2. A link or a picture leads to http or https, or is not made; a picture not into a private network either
 *    (picture-address.js). A link is followed only by who clicks it.
 */
import { pictureAddress } from './picture-address.js';

/** @typedef {Node | string | undefined | false | readonly (Node | string | undefined | false)[]} Child */

/**
 * @param {string} tag
 * @param {Readonly<Record<string, string | boolean | undefined>>} attributes
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === true) made.setAttribute(name, '');
		else if (typeof value === 'string') made.setAttribute(name, value);
	}
	append(made, children);
	return made;
}

/**
 * @param {Node} parent
 * @param {readonly Child[]} children
 */
export function append(parent, children) {
	for (const child of children.flat()) {
		if (child === undefined || child === false) continue;
		parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
	}
}

/**
 * @param {unknown} url
 * @returns {string | undefined}
 */
export function webAddress(url) {
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	const { protocol, href } = new URL(url);
	return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/**
 * Words that lead somewhere, or the bare words where the address is not one of the web.
 * @param {unknown} url
 * @param {string} className
 * @param {...Child} children
 */
export function link(url, className, ...children) {
	const href = webAddress(url);
	return href === undefined
		? element('span', {}, ...children)
		: element('a', { href, class: className, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/**
 * A picture that takes itself (or what it is in) away when it cannot be had.
 * @param {unknown} url
 * @param {string} className
 */
export function picture(url, className) {
	const src = pictureAddress(url);
	if (src === undefined) return undefined;
	const image = element('img', {
		src,
		class: className,
		alt: '',
		loading: 'lazy',
		referrerpolicy: 'no-referrer',
	});
	image.addEventListener('error', () => image.remove());
	return image;
}

/**
 * A file to keep, made of its words when somebody wants it.
 * @param {{ name: string, type: string, text: string }} file
 */
export function download({ name, type, text }) {
	const made = element('button', { type: 'button', class: 'file' }, `⭳ ${name}`);
	made.addEventListener('click', () => {
		const href = URL.createObjectURL(new Blob([text], { type }));
		element('a', { href, download: name }).click();
		setTimeout(() => URL.revokeObjectURL(href), 10_000);
	});
	return made;
}

const STEPS = /** @type {const} */ ([
	['year', 31_536_000],
	['month', 2_592_000],
	['day', 86_400],
	['hour', 3_600],
	['minute', 60],
]);
const relative = new Intl.RelativeTimeFormat(navigator.language, { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'full', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short' });

/**
 * @param {number} at epoch milliseconds
 * @returns {string}
 */
function ago(at) {
	const seconds = Math.round((at - Date.now()) / 1000);
	const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
	return relative.format(Math.trunc(seconds / size), unit);
}

/** @param {number} at epoch milliseconds */
const isTime = (at) => Math.abs(at) <= 8.64e15;

/**
 * @param {number} at epoch milliseconds
 * @param {string} fallback
 */
export function relativeTime(at, fallback) {
	if (!isTime(at)) return element('span', {}, fallback);
	const date = new Date(at);
	const attributes = { datetime: date.toISOString(), title: absolute.format(date), 'data-at': String(at) };
	return element('time', attributes, ago(at));
}

/** @param {number} at epoch milliseconds */
export const clockTime = (at) =>
	element('time', { datetime: new Date(at).toISOString(), class: 'clock' }, clock.format(new Date(at)));

/** Call now and then: 'two minutes ago' does not stay true. */
export function refreshTimes() {
	for (const time of document.querySelectorAll('time[data-at]'))
		time.textContent = ago(Number(time.getAttribute('data-at')));
}
