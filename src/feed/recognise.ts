/**
 * Which items of a document the feed has shown before. Pure. Rules, in order:
 * 1. By the id, whatever has been edited; unless address, title, text and date are all others, for then only a
 *    number was used again.
 * 2. By the address: the publisher changed its ids. The title is the same and the day too, or the title is only
 *    edited; a page with new words and a new date is today's issue of it. A feed known by its links needs no more.
 * 3. By the title, where date or text agree: id and address have changed.
 * 4. An item without an address, by a similar title at the same date: somebody edited it.
 * A sighting is used for one item only, and those that are known by a surer sign choose first.
 */
import { itemKey } from '../id.ts';
import type { ArticleId, FeedItem } from '../model.ts';
import { foldTitle, type Marks, titleKeyOf } from './marks.ts';

/** What the ledger holds of an item that was shown. */
export interface Sighting extends Marks {
	/** Of the id in the ledger. */
	readonly itemKey: string;
	/** Unset where the item was only noted. */
	readonly articleId?: ArticleId;
	/** The article's, as it was first shown. */
	readonly title?: string;
	readonly publishedAt?: number;
}

export interface Recognition {
	/** The id under which the ledger keeps the item. */
	readonly ledgerId: string;
	readonly by?: 'id' | 'address' | 'title' | 'words';
	readonly sighting?: Sighting;
}

interface Marked {
	readonly item: FeedItem;
	readonly marks: Marks;
}

const DAY_MS = 86_400_000;
const SIMILAR = 0.6;
/** A hostile feed gives a thousand items one title: only so many are looked at. */
const CANDIDATES = 100;

const differ = <T>(a: T | undefined, b: T | undefined): boolean =>
	a !== undefined && b !== undefined && a !== b;
const agree = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && a === b;

const wordsOf = (title: string): ReadonlySet<string> => new Set(foldTitle(title).match(/[\p{L}\p{N}]+/gu));
const numbersOf = (words: ReadonlySet<string>): string =>
	[...words]
		.filter((word) => /^\p{N}+$/u.test(word))
		.sort()
		.join(' ');

/** An edited headline keeps most of its words and all of its numbers: 'Episode 12' is not 'Episode 13'. */
export function isSimilar(a: string, b: string): boolean {
	const [mine, theirs] = [wordsOf(a), wordsOf(b)];
	if (mine.size === 0 || theirs.size === 0 || numbersOf(mine) !== numbersOf(theirs)) return false;
	return (2 * mine.intersection(theirs).size) / (mine.size + theirs.size) >= SIMILAR;
}

const titleKeyIn = (sighting: Sighting): string | undefined =>
	sighting.titleKey ?? titleKeyOf(sighting.title);

const isSameTitle = ({ marks }: Marked, sighting: Sighting): boolean =>
	marks.titleKey === undefined ||
	marks.titleKey === sighting.titleKey ||
	marks.titleKey === titleKeyOf(sighting.title);

const isLikeTitle = (marked: Marked, sighting: Sighting): boolean =>
	isSameTitle(marked, sighting) || isSimilar(marked.item.title ?? '', sighting.title ?? '');

/** Nothing but the id is the same. A feed that tells only the last change of an entry has no telling date. */
function isReused(marked: Marked, sighting: Sighting): boolean {
	const { item, marks } = marked;
	const isChange = item.updatedAt !== undefined && item.updatedAt.getTime() === item.publishedAt?.getTime();
	const at = isChange ? undefined : marks.saidAt;
	const isLater = at === undefined ? sighting.saidAt === undefined : at > (sighting.saidAt ?? at);
	return (
		differ(marks.addressKey, sighting.addressKey) &&
		!isSameTitle(marked, sighting) &&
		!agree(marks.bodyKey, sighting.bodyKey) &&
		isLater &&
		!isChange
	);
}

function isAtAddress(marked: Marked, sighting: Sighting): boolean {
	const { saidAt: at, bodyKey } = marked.marks;
	const dates = [sighting.saidAt, sighting.publishedAt].filter((date) => date !== undefined);
	const isNextIssue = differ(at, sighting.saidAt) && differ(bodyKey, sighting.bodyKey);
	if (isNextIssue && !dates.some((date) => date === at)) return false;
	const isSameDay =
		at === undefined || dates.length === 0 || dates.some((was) => Math.abs(at - was) < DAY_MS);
	if (isSameTitle(marked, sighting)) return isSameDay;
	const isSameMoment = at === sighting.saidAt && (at !== undefined || agree(bodyKey, sighting.bodyKey));
	return isSameMoment && isLikeTitle(marked, sighting);
}

function isUnderTitle({ marks }: Marked, sighting: Sighting): boolean {
	if (!agree(marks.titleKey, titleKeyIn(sighting))) return false;
	if (marks.saidAt !== undefined || sighting.saidAt !== undefined) return marks.saidAt === sighting.saidAt;
	const isBare = marks.addressKey === undefined && sighting.addressKey === undefined;
	return agree(marks.bodyKey, sighting.bodyKey) || (isBare && marks.bodyKey === sighting.bodyKey);
}

/** Many a feed makes its titles by one pattern: without a date, the text or every word of the old title must stay. */
function isEdited(marked: Marked, sighting: Sighting): boolean {
	const { marks, item } = marked;
	if (item.url !== undefined || sighting.addressKey !== undefined) return false;
	if (marks.saidAt !== sighting.saidAt) return false;
	const isSameBody = agree(marks.bodyKey, sighting.bodyKey);
	if (marks.saidAt !== undefined) return isSameBody || isLikeTitle(marked, sighting);
	if (isSameBody) return isLikeTitle(marked, sighting);
	const isTitleAlone = marks.bodyKey === undefined && sighting.bodyKey === undefined;
	return isTitleAlone && wordsOf(sighting.title ?? '').isSubsetOf(wordsOf(item.title ?? ''));
}

/**
 * @param marks of the items, in their order.
 * @param ledger every sighting that may matter: by id, address and title, and the latest without an address.
 * @param isByLink the feed's ids have proved worthless.
 * @returns in the order of the items.
 */
export function recognise(
	items: readonly FeedItem[],
	marks: readonly Marks[],
	ledger: readonly Sighting[],
	isByLink: boolean,
): readonly Recognition[] {
	const marked = items.map((item, index) => ({ item, marks: marks[index] ?? {} }));
	const byKey = new Map(ledger.map((sighting) => [sighting.itemKey, sighting]));
	// An article's id is the address it was first shown at.
	const byAddress = Map.groupBy(
		ledger.flatMap((one) => [one.addressKey, one.articleId].map((address) => ({ one, address }))),
		({ address }) => address,
	);
	const byTitle = Map.groupBy(ledger, titleKeyIn);
	const used = new Set<Sighting>();
	const found = new Map<FeedItem, Recognition>();

	/** A number that was used again is kept apart from what it stood for before. */
	const ledgerIds = ({ item, marks: { addressKey } }: Marked): readonly string[] =>
		addressKey === undefined ? [item.id] : [`${item.id}|${addressKey}`, item.id];

	for (const one of marked) {
		for (const ledgerId of ledgerIds(one)) {
			const sighting = byKey.get(itemKey(ledgerId));
			if (sighting === undefined) continue;
			const isAnother = isByLink && differ(one.marks.addressKey, sighting.addressKey);
			if (isAnother || isReused(one, sighting)) continue;
			used.add(sighting);
			found.set(one.item, { ledgerId, sighting, by: 'id' });
			break;
		}
	}

	function pass(
		by: 'address' | 'title' | 'words',
		candidates: (one: Marked) => readonly Sighting[] | undefined,
		isSame: (one: Marked, sighting: Sighting) => boolean,
	): void {
		for (const one of marked) {
			if (found.has(one.item)) continue;
			const sighting = candidates(one)
				?.slice(0, CANDIDATES)
				.find((other) => !used.has(other) && isSame(one, other));
			if (sighting === undefined) continue;
			used.add(sighting);
			found.set(one.item, { ledgerId: freeId(one), sighting, by });
		}
	}

	const freeId = (one: Marked): string => {
		const [apart = one.item.id] = ledgerIds(one);
		return byKey.has(itemKey(one.item.id)) ? apart : one.item.id;
	};

	pass(
		'address',
		({ marks: { addressKey } }) =>
			addressKey === undefined ? [] : byAddress.get(addressKey)?.map(({ one }) => one),
		(one, sighting) => isByLink || isAtAddress(one, sighting),
	);
	pass(
		'title',
		({ marks: { titleKey } }) => (titleKey === undefined ? [] : byTitle.get(titleKey)),
		isUnderTitle,
	);
	// What is still in the document is used by now; what was edited is among the latest of the rest.
	const bare = ledger.filter((one) => one.addressKey === undefined && !used.has(one)).slice(0, CANDIDATES);
	const tried = new Set(
		marked.filter(({ item }) => item.url === undefined && !found.has(item)).slice(0, CANDIDATES),
	);
	pass('words', (one) => (tried.has(one) ? bare : []), isEdited);
	return marked.map((one) => found.get(one.item) ?? { ledgerId: freeId(one) });
}
