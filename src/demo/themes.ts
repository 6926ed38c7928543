/**
 * How each outlet's publishing system names the parts of its pages, after common ones: no two sites agree,
 * and the founding example's says 'Lire aussi' in a bare paragraph.
 */
export interface Theme {
	readonly crumbs: string;
	readonly views: string;
	readonly comments: string;
	readonly content: string;
	/** Unset: a paragraph like any other. */
	readonly readAlso?: string;
	readonly previous: string;
	readonly next: string;
	readonly author: string;
	readonly note: string;
}

export const MAGAZINE: Theme = {
	crumbs: 'entry-crumbs',
	views: 'td-post-views',
	comments: 'td-post-comments',
	content: 'td-post-content',
	previous: 'td-post-prev-post',
	next: 'td-post-next-post',
	author: 'author-box-wrap',
	note: 'td-author-description',
};

export const BLOG: Theme = {
	crumbs: 'breadcrumb',
	views: 'views-count',
	comments: 'comments-count',
	content: 'entry-content',
	readAlso: 'inline-related',
	previous: 'nav-previous',
	next: 'nav-next',
	author: 'about-the-author',
	note: 'author-bio',
};

export const GAZETTE: Theme = {
	crumbs: 'breadcrumbs',
	views: 'read-count',
	comments: 'comment-count',
	content: 'story-body',
	readAlso: 'read-more-link',
	previous: 'prev-article',
	next: 'next-article',
	author: 'byline-note',
	note: 'author-info',
};
