/**
 * Feeds of where people publish software. Rules:
 * 1. A repository has several: releases, tags, commits. A page of one of them means that one.
 * 2. Anything else below a repository stands for the repository.
 */
import type { SiteRule } from './sites.ts';

const sure = (...urls: readonly string[]): SiteRule => ({ kind: 'feeds', urls, read: 'feed', isSure: true });

/** Pages of the site itself, where a user's name would stand. */
const SITE_PAGES = new Set(
	(
		'about account admin apps blog careers collections community contact customer-stories dashboard enterprise ' +
		'events explore features gist groups help issues join login logout marketplace mobile new notifications orgs ' +
		'pricing projects pulls search security sessions settings site sponsors stars team topics trending users'
	).split(' '),
);

function github(url: URL, parts: readonly string[]): SiteRule | undefined {
	const [first = '', second = '', page = '', ...rest] = parts;
	if (first === 'orgs' && second !== '') return sure(`${url.origin}/${second}.atom`);
	if (first === '' || SITE_PAGES.has(first.toLowerCase())) return undefined;
	if (second === '') return sure(`${url.origin}/${first.replace(/\.atom$/, '')}.atom`);
	if (url.pathname.endsWith('.atom')) return sure(url.href);
	const repository = `${url.origin}/${first}/${second.replace(/\.git$/, '')}`;
	if (page === 'releases' || page === 'tags') return sure(`${repository}/${page}.atom`);
	if (page === 'commits' || page === 'commit') {
		const branch = page === 'commits' ? rest.join('/') : '';
		return sure(branch === '' ? `${repository}/commits.atom` : `${repository}/commits/${branch}.atom`);
	}
	return sure(...['releases', 'tags', 'commits'].map((feed) => `${repository}/${feed}.atom`));
}

/** A project may stand in groups within groups: what follows `/-/` is a page of it. */
function gitlab(url: URL, parts: readonly string[]): SiteRule | undefined {
	const dash = parts.indexOf('-');
	const project = (dash < 0 ? parts : parts.slice(0, dash)).map((part) =>
		part.replace(/\.(?:git|atom)$/, ''),
	);
	const page = dash < 0 ? '' : (parts[dash + 1] ?? '');
	const [first = ''] = project;
	if (first === '' || SITE_PAGES.has(first.toLowerCase()) || url.searchParams.get('format') === 'atom')
		return undefined;
	const base = `${url.origin}/${project.join('/')}`;
	if (project.length === 1) return sure(`${base}.atom`);
	if (page === 'releases') return sure(`${base}/-/releases.atom`);
	if (page === 'tags') return sure(`${base}/-/tags?format=atom`);
	if (page === 'commits') return sure(`${base}/-/commits/${parts.slice(dash + 2).join('/')}?format=atom`);
	return sure(`${base}/-/releases.atom`, `${base}/-/tags?format=atom`, `${base}.atom`);
}

/** Codeberg and other places that run Forgejo. */
function forgejo(url: URL, parts: readonly string[]): SiteRule | undefined {
	const [first = '', second = '', page = ''] = parts;
	if (first === '' || SITE_PAGES.has(first.toLowerCase())) return undefined;
	if (second === '') return sure(`${url.origin}/${first.replace(/\.rss$/, '')}.rss`);
	const repository = `${url.origin}/${first}/${second.replace(/\.(?:git|rss)$/, '')}`;
	if (page === 'releases' || page === 'tags') return sure(`${repository}/${page}.rss`);
	return sure(`${repository}/releases.rss`, `${repository}/tags.rss`, `${repository}.rss`);
}

export function codeFeeds(url: URL, host: string): SiteRule | undefined {
	const parts = url.pathname.split('/').filter((part) => part !== '');
	if (host === 'github.com') return github(url, parts);
	if (host === 'gist.github.com' && parts.length > 0) return sure(`${url.origin}/${parts[0]}.atom`);
	if (host === 'gitlab.com' || host.startsWith('gitlab.')) return gitlab(url, parts);
	return host === 'codeberg.org' ? forgejo(url, parts) : undefined;
}
