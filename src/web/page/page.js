/**
 * The preview page: fetches its words, opens the event stream, and joins chat and command line.
 * Rule: the page holds no news of its own; closed and opened again, it gets the same timeline from the server.
 */
import { createChat } from './chat.js';
import { refreshTimes } from './dom.js';
import { createInput } from './input.js';

const REFRESH_MS = 20_000;
const locale = navigator.language;

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function place(id, type) {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new TypeError(`#${id} is missing from the page`);
	return found;
}

/** @param {Readonly<Record<string, string>>} phrases */
function speak(phrases) {
	document.title = phrases['preview-title'] ?? document.title;
	for (const node of document.querySelectorAll('[data-phrase]'))
		node.textContent = phrases[node.getAttribute('data-phrase') ?? ''] ?? '';
	for (const node of document.querySelectorAll('[data-phrase-label]'))
		node.setAttribute('aria-label', phrases[node.getAttribute('data-phrase-label') ?? ''] ?? '');
	for (const node of document.querySelectorAll('[data-phrase-placeholder]'))
		node.setAttribute('placeholder', phrases[node.getAttribute('data-phrase-placeholder') ?? ''] ?? '');
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, unknown>>} body
 * @returns {Promise<string | undefined>} the phrase of what went wrong
 */
async function order(path, body) {
	try {
		const response = await fetch(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...body, locale }),
		});
		if (response.ok) return undefined;
		const { problem } = await response.json();
		return problem === 'bad' ? 'preview-failed' : `preview-${problem}`;
	} catch {
		return 'preview-failed';
	}
}

/** The commands are known once the program has started; the page may be there a moment earlier. */
async function fetchCommands() {
	for (;;) {
		const commands = await (await fetch('/preview/commands')).json();
		if (commands.length > 0) return commands;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

async function start() {
	const answer = await fetch(`/preview/phrases?locale=${encodeURIComponent(locale)}`);
	document.documentElement.lang = answer.headers.get('content-language') ?? 'en';
	/** @type {Readonly<Record<string, string>>} */
	const phrases = await answer.json();
	speak(phrases);

	const about = place('about', HTMLElement);
	/** @type {string | undefined} */
	let aboutId;
	/** @param {string | undefined} id @param {string} title */
	const setAbout = (id, title) => {
		aboutId = id;
		about.hidden = id === undefined;
		place('about-title', HTMLElement).textContent = title;
	};
	place('about-cancel', HTMLElement).addEventListener('click', () => setAbout(undefined, ''));

	const hint = place('hint', HTMLElement);
	/** @param {string | undefined} problem */
	const report = (problem) => {
		hint.textContent = problem === undefined ? '' : (phrases[problem] ?? phrases['preview-failed'] ?? '');
		hint.classList.toggle('problem', problem !== undefined);
		return problem === undefined;
	};

	const line = place('line', HTMLTextAreaElement);
	/** @type {{ put(text: string): void } | undefined} */
	let input;
	const chat = createChat(
		{
			list: place('timeline', HTMLElement),
			scroll: place('scroll', HTMLElement),
			newer: place('newer', HTMLElement),
			empty: place('empty', HTMLElement),
			news: place('news', HTMLElement),
		},
		phrases,
		{
			press: async (code, messageId, button) => {
				button.setAttribute('aria-busy', 'true');
				report(await order('/preview/press', { code, messageId }));
				button.removeAttribute('aria-busy');
			},
			type: (text) => input?.put(`${text} `),
			reply: (id, title) => {
				setAbout(id, title);
				input?.put(line.value === '' ? '/' : line.value);
			},
		},
	);

	const state = place('state', HTMLElement);
	/** @param {'live' | 'lost' | 'connecting'} name */
	const setState = (name) => {
		state.dataset.state = name;
		state.textContent = phrases[`preview-${name}`] ?? '';
	};
	setState('connecting');
	const events = new EventSource('/preview/events');
	events.addEventListener('open', () => setState('live'));
	events.addEventListener('error', () => setState('lost'));
	for (const kind of ['said', 'message'])
		events.addEventListener(kind, (event) => chat.add(JSON.parse(event.data)));

	for (const radio of document.querySelectorAll('input[name=looks]'))
		radio.addEventListener('change', () => {
			document.body.dataset.looks = radio.getAttribute('value') ?? 'discord';
		});
	setInterval(refreshTimes, REFRESH_MS);

	input = createInput(
		{ form: place('say', HTMLFormElement), line, list: place('suggestions', HTMLElement), hint },
		await fetchCommands(),
		phrases,
		async (text) => {
			const done = report(
				await order('/preview/say', { line: text, ...(aboutId !== undefined && { about: aboutId }) }),
			);
			if (done) setAbout(undefined, '');
			return done;
		},
	);
	line.focus();
}

await start();
