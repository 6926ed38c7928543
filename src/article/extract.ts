/**
 * A news page → its article. Rules, in order:
 * 1. The page is parsed within limits; one that is too large or too deep is read as plain text.
 * 2. Metadata and named parts are read first, then the candidates for the article.
 * 3. The opinion that wins is cleaned (choice.ts says which); what stands apart from it is asked for pointers.
 * 4. A fact that the page states outranks the same fact found in a line that was cut.
 */
import type { ExtractedArticle, Link } from '../model.ts';
import { absoluteUrl, siteOf } from './address.ts';
import { chooseArticle } from './choice.ts';
import { type Cleaned, clean, factsIn, uniqueLinks } from './clean.ts';
import { htmlText } from './html-text.ts';
import { readJsonLd, stringOf } from './json-ld.ts';
import { detectLanguage } from './language.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import { type PageFacts, readFacts } from './page-facts.ts';
import { parsePage } from './page-tree.ts';
import { extractFromText } from './plaintext.ts';
import { letters } from './prose.ts';

/** Less text than this is a stub: another candidate with more is preferred. */
const STUB = 250;
const MAX_READ_ALSO = 50;

/** @param url where the page was found in the end: relative links and the site's name depend on it. */
export function extractArticle(html: string, url: string): ExtractedArticle {
	const page = parsePage(html);
	if (page === undefined) return extractFromText(htmlText(html));
	const jsonLd = readJsonLd(page);
	const metadata = readMetadata(page, url, jsonLd);
	const facts = readFacts(page, url, jsonLd);
	const { lead, body, aside, before, behind, appended } = chooseArticle(page, url, metadata.title);
	const cleaned = clean(body, metadata, lead);
	const beside = clean(aside, metadata);
	const chosen: Cleaned = {
		...[beside, factsIn(behind, 'tail', metadata), factsIn(before, 'head', metadata)].reduce(
			supplied,
			cleaned,
		),
		readAlso: uniqueLinks([...cleaned.readAlso, ...beside.readAlso, ...appended]).slice(0, MAX_READ_ALSO),
	};
	const told = htmlText(stringOf(jsonLd.article?.articleBody) ?? '');
	const text = chosen.paragraphs.join('\n\n');
	// Some sites draw the article by script and leave its text in JSON-LD alone.
	return compose(
		text.length < STUB && told.length > 2 * text.length ? told : text,
		chosen,
		metadata,
		facts,
		url,
	);
}

/** The facts of one part of the page, and of another what the first does not say. */
const supplied = (known: Cleaned, more: Cleaned): Cleaned => ({
	...known,
	previous: known.previous ?? more.previous,
	next: known.next ?? more.next,
	readCount: known.readCount ?? more.readCount,
	commentCount: known.commentCount ?? more.commentCount,
	section: known.section ?? more.section,
	authorBio: known.authorBio ?? more.authorBio,
	tags: known.tags.length > 0 ? known.tags : more.tags,
});

function compose(
	text: string,
	article: Cleaned,
	metadata: Metadata,
	facts: PageFacts,
	url: string,
): ExtractedArticle {
	const previous = facts.previous ?? article.previous;
	const next = facts.next ?? article.next;
	const readCount = facts.readCount ?? article.readCount;
	const commentCount = facts.commentCount ?? article.commentCount;
	const authorBio = facts.authorBio ?? article.authorBio;
	const section = metadata.section ?? facts.section ?? article.section;
	const { publishedAt, updatedAt, image, canonicalUrl } = metadata;
	// The page's own word is often a template's default ('en' on a Spanish site): the text decides when it is long.
	const language = (text.length > 200 ? detectLanguage(text) : undefined) ?? metadata.language;
	return {
		title: metadata.title,
		text,
		authors: metadata.authors,
		readAlso: article.readAlso.filter((link) => isPointer(link, url)),
		tags: metadata.tags.length > 0 ? metadata.tags : article.tags,
		...(authorBio !== undefined && { authorBio }),
		...(publishedAt !== undefined && { publishedAt }),
		...(updatedAt !== undefined && { updatedAt }),
		...(language !== undefined && { language }),
		...(section !== undefined && { section }),
		...(image !== undefined && { image }),
		...(canonicalUrl !== undefined && { canonicalUrl }),
		...(previous !== undefined && { previous }),
		...(next !== undefined && { next }),
		...(readCount !== undefined && { readCount }),
		...(commentCount !== undefined && { commentCount }),
		...(metadata.isPaywalled && { isPaywalled: true }),
	};
}

/** A pointer leads to another page of the same site; shops and ticket offices are not 'read also'. */
function isPointer(link: Link, url: string): boolean {
	if (letters(link.title) < 8) return false;
	return link.url === undefined || (link.url !== absoluteUrl(url, url) && siteOf(link.url) === siteOf(url));
}
