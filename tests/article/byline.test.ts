import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const PROSE =
	'<p>The ferry to Kerivel stayed in the harbour on Monday because the wind did not let it out.</p>'.repeat(
		4,
	);
const page = (head: string, top: string, foot = ''): string =>
	`<html lang="en"><head><meta property="og:site_name" content="The Quay"><title>Ferry stays in harbour</title>${head}</head><body><nav>Home News</nav><main><h1>Ferry stays in harbour</h1>${top}<article>${PROSE}</article>${foot}</main></body></html>`;
const authors = (html: string): readonly string[] =>
	extractArticle(html, 'https://quay.example/ferry').authors;
const ld = (author: unknown, more: object = {}): string =>
	`<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ferry stays in harbour', author, ...more })}</script>`;

describe('who wrote it', () => {
	test.each<[string, string, readonly string[]]>([
		['JSON-LD', page(ld({ name: 'Ann Lee' }), ''), ['Ann Lee']],
		['several in JSON-LD', page(ld([{ name: 'Ann Lee' }, { name: 'Jo Roy' }]), ''), ['Ann Lee', 'Jo Roy']],
		[
			'JSON-LD that points into its graph',
			page(
				`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferry stays in harbour","author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann","name":"Ann Lee"}]}</script>`,
				'',
			),
			['Ann Lee'],
		],
		['meta', page('<meta name="author" content="Ann Lee">', ''), ['Ann Lee']],
		['microdata', page('', '<p itemprop="author"><span itemprop="name">Ann Lee</span></p>'), ['Ann Lee']],
		['a class', page('', '<p class="article__byline">By <b>Ann Lee</b></p>'), ['Ann Lee']],
		[
			'a link to the author’s page',
			page('', '<div>from <a href="/author/ann-lee">Ann Lee</a></div>'),
			['Ann Lee'],
		],
		['a line without a name', page('', '<p>By Ann Lee | 3 March 2026</p>'), ['Ann Lee']],
		['German', page('', '<p>Von Anna Lehm und Jo Roth, 3.3.2026</p>'), ['Anna Lehm', 'Jo Roth']],
		['French', page('', '<p>Par Maëlle Quéré, le 3 mars 2026</p>'), ['Maëlle Quéré']],
		['written by', page('', '<p>Geschrieben von Jo Roth am 3.3.2026 22:30</p>'), ['Jo Roth']],
		['names with particles', page('', '<p class="byline">By Ludo van der Meer</p>'), ['Ludo van der Meer']],
		[
			'the name and the day in two elements',
			page('', '<p class="author"><a>Ann Lee</a><span>Mo 3.3.</span></p>'),
			['Ann Lee'],
		],
		[
			'a first name that the byline spells out',
			page('<meta name="author" content="Ann">', '<p class="byline">By Ann Lee</p>'),
			['Ann Lee'],
		],
		[
			'the organisation, where a person signs',
			page('<meta name="author" content="Quay News">', '<p class="byline">By Ann Lee</p>'),
			['Ann Lee'],
		],
		['the site itself', page('<meta name="author" content="The Quay">', ''), []],
		['an address', page('<meta name="author" content="quay.example">', ''), []],
		['a comment’s author', page('', '', '<div class="comments"><p class="author">Bo Gull</p></div>'), []],
		['a teaser’s author', page('', '', '<aside><p class="byline">By Bo Gull</p></aside>'), []],
		['a button', page('', '<p class="author"><a>Follow</a></p>'), []],
		['a sentence that begins like a byline', page('', '<p>By noon the harbour was full</p>'), []],
		['a weekday', page('', '<p class="author">Donnerstag</p>'), []],
	])('%s', (_name, html, expected) => {
		expect(authors(html)).toEqual(expected);
	});
});
