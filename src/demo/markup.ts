/** Text into HTML and XML. Rule: every value goes through `escapeMarkup`; nothing else writes `<`, `&` or quotes. */
export const escapeMarkup = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');

/** JSON inside a script element: `<` may not close it. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const HEADING = '## ';
export const isHeading = (paragraph: string): boolean => paragraph.startsWith(HEADING);
export const paragraphHtml = (paragraph: string): string =>
	isHeading(paragraph)
		? `<h2>${escapeMarkup(paragraph.slice(HEADING.length))}</h2>`
		: `<p>${escapeMarkup(paragraph)}</p>`;
