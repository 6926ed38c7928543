/**
 * The feeds of a channel as an OPML file, for any reader and for our own /import. Rules:
 * 1. Well-formed XML 1.0 whatever the titles hold: what XML cannot carry is left out, the rest is escaped.
 * 2. Folders become nested outlines. What other readers do not know (pace, filter) stands in a namespace of ours.
 */
import type { OpmlFeed } from './opml.ts';

const NAMESPACE = 'urn:depeche:opml';

/** All but the characters of XML 1.0. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;',
};

const escapeXml = (text: string): string =>
	text.replace(FORBIDDEN, '').replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '');

const attributesOf = (values: Readonly<Record<string, string | undefined>>): string =>
	Object.entries(values)
		.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeXml(value)}"`]))
		.join('');

interface Folder {
	readonly feeds: OpmlFeed[];
	readonly folders: Map<string, Folder>;
}

const emptyFolder = (): Folder => ({ feeds: [], folders: new Map() });

function folderAt(root: Folder, names: readonly string[]): Folder {
	let at = root;
	for (const name of names) {
		const inner = at.folders.get(name) ?? emptyFolder();
		at.folders.set(name, inner);
		at = inner;
	}
	return at;
}

function outlines(folder: Folder, indent: string): string[] {
	const feeds = folder.feeds.map(({ url, title, siteUrl, pace, filter }) => {
		const name = title ?? url;
		const known = { type: 'rss', text: name, title: name, xmlUrl: url, htmlUrl: siteUrl };
		const ours = { 'depeche:pace': pace, 'depeche:filter': filter };
		return `${indent}<outline${attributesOf({ ...known, ...ours })}/>`;
	});
	const folders = [...folder.folders].flatMap(([name, inner]) => [
		`${indent}<outline${attributesOf({ text: name, title: name })}>`,
		...outlines(inner, `${indent}\t`),
		`${indent}</outline>`,
	]);
	return [...feeds, ...folders];
}

export function writeOpml(list: {
	readonly title: string;
	readonly at: Date;
	readonly feeds: readonly OpmlFeed[];
}): string {
	const root = emptyFolder();
	for (const feed of list.feeds) folderAt(root, feed.folders).feeds.push(feed);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<opml version="2.0" xmlns:depeche="${NAMESPACE}">`,
		'<head>',
		`\t<title>${escapeXml(list.title)}</title>`,
		`\t<dateCreated>${list.at.toUTCString()}</dateCreated>`,
		'</head>',
		'<body>',
		...outlines(root, '\t'),
		'</body>',
		'</opml>',
		'',
	].join('\n');
}
