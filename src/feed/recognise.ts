/**
 * Which items of a document the feed has shown before. Pure, in slices. Rules, in order:
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
import type { Marks } from './marks.ts';
import { inSlices } from './slices.ts';
import { createTitles, isSimilar, type Titles } from './titles.ts';

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
/** A hostile feed gives a thousand items one title: only so many are looked at. */
const CANDIDATES = 100;

const differ = <T>(a: T | undefined, b: T | undefined): boolean =>
	a !== undefined && b !== undefined && a !== b;
const agree = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && a === b;

const titleKeyIn = (sighting: Sighting, titles: Titles): string | undefined =>
	sighting.titleKey ?? titles.keyOf(sighting.title);

const isSameTitle = ({ marks }: Marked, sighting: Sighting, titles: Titles): boolean =>
	marks.titleKey === undefined ||
	marks.titleKey === sighting.titleKey ||
	marks.titleKey === titles.keyOf(sighting.title);

const isLikeTitle = (marked: Marked, sighting: Sighting, titles: Titles): boolean =>
	isSameTitle(marked, sighting, titles) ||
	isSimilar(titles.wordsOf(marked.item.title), titles.wordsOf(sighting.title));

/** Nothing but the id is the same. A feed that tells only the last change of an entry has no telling date. */
function isReused(marked: Marked, sighting: Sighting, titles: Titles): boolean {
	const { item, marks } = marked;
	const isChange = item.updatedAt !== undefined && item.updatedAt.getTime() === item.publishedAt?.getTime();
	const at = isChange ? undefined : marks.saidAt;
	const isLater = at === undefined ? sighting.saidAt === undefined : at > (sighting.saidAt ?? at);
	return (
		isLater &&
		!isChange &&
		differ(marks.addressKey, sighting.addressKey) &&
		!agree(marks.bodyKey, sighting.bodyKey) &&
		!isSameTitle(marked, sighting, titles)
	);
}

function isAtAddress(marked: Marked, sighting: Sighting, titles: Titles): boolean {
	const { saidAt: at, bodyKey } = marked.marks;
	const dates = [sighting.saidAt, sighting.publishedAt].filter((date) => date !== undefined);
	const isNextIssue = differ(at, sighting.saidAt) && differ(bodyKey, sighting.bodyKey);
	if (isNextIssue && !dates.some((date) => date === at)) return false;
	const isSameDay =
		at === undefined || dates.length === 0 || dates.some((was) => Math.abs(at - was) < DAY_MS);
	if (isSameTitle(marked, sighting, titles)) return isSameDay;
	const isSameMoment = at === sighting.saidAt && (at !== undefined || agree(bodyKey, sighting.bodyKey));
	return isSameMoment && isLikeTitle(marked, sighting, titles);
}

function isUnderTitle({ marks }: Marked, sighting: Sighting, titles: Titles): boolean {
	if (!agree(marks.titleKey, titleKeyIn(sighting, titles))) return false;
	if (marks.saidAt !== undefined || sighting.saidAt !== undefined) return marks.saidAt === sighting.saidAt;
	const isBare = marks.addressKey === undefined && sighting.addressKey === undefined;
	return agree(marks.bodyKey, sighting.bodyKey) || (isBare && marks.bodyKey === sighting.bodyKey);
}

/** Many a feed makes its titles by one pattern: without a date, the text or every word of the old title must stay. */
function isEdited(marked: Marked, sighting: Sighting, titles: Titles): boolean {
	const { marks, item } = marked;
	if (item.url !== undefined || sighting.addressKey !== undefined) return false;
	if (marks.saidAt !== sighting.saidAt) return false;
	const isSameBody = agree(marks.bodyKey, sighting.bodyKey);
	if (marks.saidAt !== undefined) return isSameBody || isLikeTitle(marked, sighting, titles);
	if (isSameBody) return isLikeTitle(marked, sighting, titles);
	const isTitleAlone = marks.bodyKey === undefined && sighting.bodyKey === undefined;
	return isTitleAlone && titles.wordsOf(sighting.title).words.isSubsetOf(titles.wordsOf(item.title).words);
}

/**
 * @param marks of the items, in their order.
 * @param ledger every sighting that may matter: by id, address and title, and the latest without an address.
 * @param isByLink the feed's ids have proved worthless.
 * @returns in the order of the items.
 */
export async function recognise(
	items: readonly FeedItem[],
	marks: readonly Marks[],
	ledger: readonly Sighting[],
	isByLink: boolean,
): Promise<readonly Recognition[]> {
	const titles = createTitles();
	const marked = items.map((item, index) => ({ item, marks: marks[index] ?? {} }));
	const byKey = new Map(ledger.map((sighting) => [sighting.itemKey, sighting]));
	// An article's id is the address it was first shown at.
	const byAddress = Map.groupBy(
		ledger.flatMap((one) => [one.addressKey, one.articleId].map((address) => ({ one, address }))),
		({ address }) => address,
	);
	const titleKeys = await inSlices(ledger, (sighting) => titleKeyIn(sighting, titles));
	const byTitle = Map.groupBy(ledger, (_sighting, index) => titleKeys[index]);
	const used = new Set<Sighting>();
	const found = new Map<FeedItem, Recognition>();

	/** A number that was used again is kept apart from what it stood for before. */
	const ledgerIds = ({ item, marks: { addressKey } }: Marked): readonly string[] =>
		addressKey === undefined ? [item.id] : [`${item.id}|${addressKey}`, item.id];

	await inSlices(marked, (one) => {
		for (const ledgerId of ledgerIds(one)) {
			const sighting = byKey.get(itemKey(ledgerId));
			if (sighting === undefined) continue;
			const isAnother = isByLink && differ(one.marks.addressKey, sighting.addressKey);
			if (isAnother || isReused(one, sighting, titles)) continue;
			used.add(sighting);
			found.set(one.item, { ledgerId, sighting, by: 'id' });
			break;
		}
	});

	async function pass(
		by: 'address' | 'title' | 'words',
		candidates: (one: Marked) => readonly Sighting[] | undefined,
		isSame: (one: Marked, sighting: Sighting, titles: Titles) => boolean,
	): Promise<void> {
		await inSlices(marked, (one) => {
			if (found.has(one.item)) return;
			const sighting = candidates(one)
				?.slice(0, CANDIDATES)
				.find((other) => !used.has(other) && isSame(one, other, titles));
			if (sighting === undefined) return;
			used.add(sighting);
			found.set(one.item, { ledgerId: freeId(one), sighting, by });
		});
	}

	const freeId = (one: Marked): string => {
		const [apart = one.item.id] = ledgerIds(one);
		return byKey.has(itemKey(one.item.id)) ? apart : one.item.id;
	};

	await pass(
		'address',
		({ marks: { addressKey } }) =>
			addressKey === undefined ? [] : byAddress.get(addressKey)?.map(({ one }) => one),
		(one, sighting) => isByLink || isAtAddress(one, sighting, titles),
	);
	await pass(
		'title',
		({ marks: { titleKey } }) => (titleKey === undefined ? [] : byTitle.get(titleKey)),
		isUnderTitle,
	);
	// What is still in the document is used by now; what was edited is among the latest of the rest.
	const bare = ledger.filter((one) => one.addressKey === undefined && !used.has(one)).slice(0, CANDIDATES);
	const tried = new Set(
		marked.filter(({ item }) => item.url === undefined && !found.has(item)).slice(0, CANDIDATES),
	);
	await pass('words', (one) => (tried.has(one) ? bare : []), isEdited);
	return inSlices(marked, (one) => found.get(one.item) ?? { ledgerId: freeId(one) });
}
