/**
 * The posts of a Telegram channel's public preview (t.me/s/name). Rules:
 * 1. A post's address is its number in the channel; its title is its first line, else its first sentence's worth.
 * 2. Its words keep the little markup that posts have; Telegram's own scripts, forwards and counters are left out.
 * 3. What a post answers to is no part of it; a service message ('pinned a photo') is no post.
 */

import { canonicalUrl } from './addresses.ts';
import { parseDate } from './dates.ts';
import { type DraftItem, LIMITS, oneLine, xmlText } from './draft.ts';
import { escapeHtml } from './html.ts';
import { webUrl } from './links.ts';
import { classesOf, linesOf, type PageElement, walk } from './page-tree.ts';

const WIDGET = 'tgme_widget_message';
const POST = /^[\w-]{1,64}\/\d{1,12}$/;
const TITLE = 140;
const POSTS = 200;
const MARKUP = new Set('b strong i em u s del code pre blockquote'.split(' '));
/** What a post without words of its own is called by. */
const HEADING = new Set([`${WIDGET}_poll_question`, `${WIDGET}_document_title`, 'link_preview_title']);
const PICTURE = new Set([`${WIDGET}_photo_wrap`, `${WIDGET}_video_thumb`, `link_preview_image`]);

const has = (element: PageElement, name: string): boolean => classesOf(element).includes(name);

function pictureOf(element: PageElement, base: string): string | undefined {
	const style = element.attributes.get('style') ?? '';
	const start = style.indexOf('background-image:url(');
	const end = start < 0 ? -1 : style.indexOf(')', start);
	if (end < 0) return undefined;
	return webUrl(style.slice(start + 'background-image:url('.length, end).replace(/["']/g, ''), base);
}

function markupOf(text: PageElement, base: string): string {
	const written: string[] = [];
	function write({ children }: PageElement): void {
		for (const child of children) {
			if (typeof child === 'string') {
				written.push(escapeHtml(child));
				continue;
			}
			const url = child.name === 'a' ? webUrl(child.attributes.get('href'), base) : undefined;
			const isMarkup = MARKUP.has(child.name) && !has(child, 'emoji');
			if (child.name === 'br') written.push('<br>');
			else if (url !== undefined) written.push(`<a href="${escapeHtml(canonicalUrl(url))}">`);
			else if (isMarkup) written.push(`<${child.name}>`);
			// A symbol is a picture with the sign in bold behind it.
			if (has(child, 'emoji')) written.push(escapeHtml(linesOf(child)));
			else write(child);
			if (url !== undefined) written.push('</a>');
			else if (isMarkup) written.push(`</${child.name}>`);
		}
	}
	write(text);
	return written.join('').trim().slice(0, LIMITS.body);
}

/** The first line that says something, cut after a sentence where it is long. */
function titleOf(text: PageElement): string {
	const line = linesOf(text)
		.split('\n')
		.map((one) => oneLine(one, 2000))
		.find((one) => /[\p{L}\p{N}]/u.test(one));
	if (line === undefined || line.length <= TITLE) return line ?? '';
	const end = /[.!?…。！？](?=\s|$)/u.exec(line.slice(0, TITLE));
	if (end !== null && end.index > 20) return line.slice(0, end.index + 1);
	const space = line.lastIndexOf(' ', TITLE);
	return `${line.slice(0, space > 0 ? space : TITLE)}…`;
}

function readPost(message: PageElement, base: string): DraftItem | undefined {
	const place = message.attributes.get('data-post') ?? '';
	if (!POST.test(place) || has(message, 'service_message')) return undefined;
	let text: PageElement | undefined;
	let image: string | undefined;
	let time: string | undefined;
	let heading: PageElement | undefined;
	walk(message, (element) => {
		if (has(element, `${WIDGET}_reply`)) return false;
		if (has(element, `${WIDGET}_text`)) text ??= element;
		const classes = classesOf(element);
		if (classes.some((name) => HEADING.has(name))) heading ??= element;
		if (classes.some((name) => PICTURE.has(name))) image ??= pictureOf(element, base);
		if (element.name === 'time') time = element.attributes.get('datetime') ?? time;
		return true;
	});
	const url = `https://t.me/${place}`;
	const title = (text && titleOf(text)) || (heading && titleOf(heading)) || undefined;
	if (title === undefined && image === undefined) return undefined;
	const content = text === undefined ? '' : markupOf(text, base);
	return {
		guid: url,
		url,
		...(title !== undefined && { title }),
		authors: [],
		publishedAt: parseDate(time),
		...(content !== '' && { content: xmlText(content) }),
		categories: [],
		enclosures: [],
		image,
	};
}

/** Oldest first, as the page has them; none where the page is no channel's. */
export function telegramPosts(page: PageElement, base: string): readonly DraftItem[] {
	const posts = new Map<string, DraftItem>();
	walk(page, (element) => {
		if (!has(element, WIDGET)) return true;
		const post = readPost(element, base);
		if (post?.url !== undefined) posts.set(post.url, post);
		return false;
	});
	return [...posts.values()].slice(-POSTS);
}
