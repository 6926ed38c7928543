import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const PROSE =
	'<p>The ferry to Kerivel stayed in the harbour on Monday because the wind did not let it out.</p>'.repeat(
		4,
	);
interface Parts {
	readonly head?: string;
	readonly top?: string;
	readonly foot?: string;
	readonly lang?: string;
	readonly url?: string;
}
function day({
	head = '',
	top = '',
	foot = '',
	lang = 'de',
	url = 'https://quay.example/ferry',
}: Parts): string | undefined {
	const html = `<html lang="${lang}"><head><title>Ferry stays in harbour</title>${head}</head><body><nav>Home</nav><main><h1>Ferry stays in harbour</h1>${top}<article>${PROSE}</article>${foot}</main></body></html>`;
	return extractArticle(html, url).publishedAt?.toISOString().slice(0, 10);
}
const ld = (node: object): string => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;

describe('when it was published', () => {
	test.each<[string, Parts, string | undefined]>([
		[
			'JSON-LD of the article',
			{ head: ld({ '@type': 'NewsArticle', datePublished: '2026-03-03T08:00:00Z' }) },
			'2026-03-03',
		],
		[
			'JSON-LD of the page',
			{ head: ld({ '@type': 'WebPage', datePublished: '2026-03-03T08:00:00Z' }) },
			'2026-03-03',
		],
		[
			'meta',
			{ head: '<meta property="article:published_time" content="2026-03-03T08:00:00Z">' },
			'2026-03-03',
		],
		[
			'a meta of a name of its own',
			{ head: '<meta name="swift:publication_date" content="2026-03-03T08:00:00">' },
			'2026-03-03',
		],
		[
			'microdata',
			{ top: '<span itemprop="datePublished" content="2026-03-03">gestern</span>' },
			'2026-03-03',
		],
		['the address', { url: 'https://quay.example/2026/3/3/ferry' }, '2026-03-03'],
		['the address, packed', { url: 'https://quay.example/detail/20260303/ferry.html' }, '2026-03-03'],
		['the address, day first', { url: 'https://quay.example/news/03-03-2026-ferry' }, '2026-03-03'],
		['a number in the address that is no day', { url: 'https://quay.example/20269903/ferry' }, undefined],
		['a time element', { top: '<time datetime="2026-03-03">gestern</time>' }, '2026-03-03'],
		['a line under the title', { top: '<p>3. März 2026, 10:30 Uhr</p>' }, '2026-03-03'],
		['a byline', { top: '<p>Von Jo Roth am 03.03.2026 22:30</p>' }, '2026-03-03'],
		['a year of two digits', { top: '<div class="meta">Jo Roth | 03.03.26</div>' }, '2026-03-03'],
		['a class', { foot: '<p class="post-date">veröffentlicht am 3.3.2026</p>' }, '2026-03-03'],
		['French', { top: '<p>Publié le 3 mars 2026 à 9h05</p>', lang: 'fr' }, '2026-03-03'],
		[
			'the first of two',
			{ top: '<p class="date">3.3.2026</p><p class="date">Aktualisiert am 5.3.2026</p>' },
			'2026-03-03',
		],
		['a comment', { foot: '<div class="comments"><time datetime="2026-03-05">x</time></div>' }, undefined],
		['a teaser', { foot: '<aside class="teasers"><span class="date">5.3.2026</span></aside>' }, undefined],
		[
			'a day in the text',
			{ top: `<p>${'Am 3. März 2026 lief die Fähre nicht aus, weil der Wind zu stark war. '.repeat(3)}</p>` },
			undefined,
		],
		['a year of the footer', { foot: '<footer>© 3.3.2026 The Quay</footer>' }, undefined],
		['nothing', {}, undefined],
	])('%s', (_name, parts, expected) => {
		expect(day(parts)).toBe(expected);
	});
});

describe('a paywall', () => {
	test.each<[string, string, true | undefined]>([
		['JSON-LD', ld({ '@type': 'NewsArticle', isAccessibleForFree: false }), true],
		['JSON-LD as text', ld({ '@type': 'NewsArticle', isAccessibleForFree: 'False' }), true],
		[
			'a part of the article',
			ld({ '@type': 'NewsArticle', hasPart: { isAccessibleForFree: false, cssSelector: '.paywall' } }),
			true,
		],
		['a tier', '<meta property="article:content_tier" content="locked">', true],
		['free', ld({ '@type': 'NewsArticle', isAccessibleForFree: true }), undefined],
		['nothing', '', undefined],
	])('%s', (_name, head, expected) => {
		expect(
			extractArticle(
				`<html><head>${head}</head><body><h1>T</h1>${PROSE}</body></html>`,
				'https://quay.example/',
			).isPaywalled,
		).toBe(expected);
	});
});
