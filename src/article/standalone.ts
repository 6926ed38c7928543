/**
 * Can a sentence be quoted alone? Rules:
 * 1. `never`: a heading, a question, a fragment of a quotation, fewer than five words, what a site says around its
 *    articles ('Lire aussi : …', a credit, a prompt).
 * 2. `after`: its first word points back ('Il', 'However', 'Dieser'), or it only says who said so ('a-t-il ajouté'):
 *    it may follow the sentence before it, and only that one.
 * 3. Everything else stands alone. Where a language is not known, only rule 1 and the marks of rule 2 count.
 * 4. An agency's dateline ('PARIS (AFP) –') says nothing of the article: the sentence begins after it.
 */
import type { Sentence } from '../model.ts';
import { type Family, foldLine, restAfter, startsWith } from './lexicon.ts';
import { endsSentence } from './sentences.ts';
import { fold, tokens } from './terms.ts';

export type Standing = 'alone' | 'after' | 'never';

/** Accents stay: 'là' points back, 'la' does not. */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** First words that point to something said before. */
const POINTING: Readonly<Record<string, ReadonlySet<string>>> = {
	fr: words(`il elle ils elles celui celle ceux celles celui-ci celle-ci ceux-ci celles-ci cela ceci ça ce ces cet cette lui
		leur leurs son sa ses mais et or donc ainsi cependant toutefois pourtant néanmoins ensuite puis enfin également aussi
		car parce alors là tous toutes y voilà voici tel telle dont notamment outre idem oui non ou ni`),
	en: words(`he she it they them his her its their this that these those but and so however therefore thus then also moreover
		furthermore meanwhile instead nevertheless nonetheless yet still besides otherwise both neither such there here or because
		likewise similarly additionally finally afterwards yes no`),
	de: words(`er sie es ihr ihre ihren ihrem sein seine seinen seinem dies diese dieser dieses diesem diesen aber und doch
		jedoch deshalb daher darum dadurch damit dabei dafür dagegen danach dann außerdem zudem allerdings trotzdem dennoch
		auch beide solche so dort da hier somit denn oder schließlich ferner ja nein`),
	es: words(`él ella ellos ellas esto eso aquello este esta estos estas ese esa esos esas su sus pero y sin además también
		entonces luego asimismo así ambos ambas tal tales allí aquí porque finalmente`),
	it: words(`lui lei loro egli ella esso essa essi esse questo questa questi queste quello quella quelli quelle suo sua ma e
		però inoltre quindi dunque poi infatti anche tuttavia così entrambi tale tali lì qui perché infine intanto`),
	pt: words(`ele ela eles elas isto isso aquilo este esta estes estas esse essa esses essas seu sua seus suas mas e porém
		além também então depois assim contudo todavia entretanto ambos tal tais ali aqui ou porque finalmente`),
	nl: words(
		'hij zij ze het dit dat deze die maar en dus echter daarom daarna toen ook bovendien toch daar hier hun zijn haar ja nee',
	),
	pl: words(`on ona ono oni one jego jej ich to ten ta ci te tego tej tych ale i a jednak dlatego więc zatem ponadto także
		również też natomiast tymczasem potem wtedy następnie tam tu tak nie taki taka takie bo lub wreszcie obaj obie`),
	uk: words(`він вона воно вони це ці цей ця його її їх їхній але і й та а тому отже однак проте також крім потім тоді
		там тут такий така такі адже або нарешті так ні`),
	ru: words(`он она оно они это эти этот эта его её их но и а поэтому однако также кроме потом затем тогда там тут такой
		такая такие ведь или наконец да нет`),
	ar: words(`هو هي هم وهو وهي وهم هذا هذه وهذا وهذه هؤلاء ذلك تلك لكن ولكن لكنه لكنها كما وكان وكانت فيما بينما وأضاف وأضافت وقال
		وقالت وتابع وتابعت وأكد وأكدت وأوضح وأوضحت وأشار وأشارت وذكر ولفت وشدد أيضا لذلك ولذلك ثم`),
	ja: words(
		'これ それ あれ この その あの 彼 しかし だが でも また そして さらに 一方 ただし なお つまり 同氏 同社 同市 こうした そこ',
	),
	zh: words('他 她 它 这 那 該 该 但 然而 而 因此 所以 此外 另外 同时 不过 其 并且 於是 于是'),
};
/** First words that point back only as a pair. */
const POINTING_PAIRS: readonly string[] = phrases(`
	en effet|en revanche|par ailleurs|de plus|en outre|d'autre part|de même|au contraire|par conséquent|à ce titre|dans ce|dans cette|dans ces|
	selon lui|selon elle|selon eux|d'après lui|d'après elle|à cette|à cet|à ces|de cette|de cet|de ces|sur ce|pour cela|c'est pourquoi|dès lors|
	du coup|en conséquence|quant à lui|quant à elle|au même|dans son|dans sa|avec ce|avec cette|après cela|après cette|malgré cela|depuis lors|
	according to him|according to her|according to them|in this|at this|for this|of these|in his|in her|in their|for his|for her|that's why|
	in diesem|in dieser|nach seinen|nach ihren|laut ihm|in seiner|in ihrer|zu diesem|zu dieser|según él|según ella|en este|en esta|en ese|en esa|
	a su|en su|secondo lui|secondo lei|in questo|in questa|nel suo|nella sua|segundo ele|segundo ela|neste|nesta|nesse|nessa|por sua|em seu|
	w tym|w tej|według niego|po tym|у цьому|на цьому|про це|в этом|на этом|об этом|после этого|після цього|
	de son|de leur|à son|pour sa|pour son|c'est|c'était|l'un|l'autre|les deux|le premier|la première|pour lui|pour elle|dans la foulée|
	in addition|as a result|on the other hand|on the contrary|for example|for instance|in fact|after that|at the same|as well|in contrast|the former|the latter|
	por eso|por ello|por otra|en cambio|sin embargo|de hecho|in particolare|al contrario|per questo|no entanto|além disso|por isso|
	кроме того|при этом|по его|по её|по ее|в частности|крім того|при цьому|за його|за її|zum einen|zum anderen|unter anderem`);
/** Who said so, with a pronoun for a name. */
const SAID = phrases(`
	a-t-il|a-t-elle|ont-ils|ont-elles|t-il|t-elle|dit-il|dit-elle|il a ajouté|elle a ajouté|he said|she said|they said|he added|she added|
	they added|he told|she told|sagte er|sagte sie|so er|so sie|fügte er hinzu|dijo él|añadió|agregó|ha aggiunto|ha detto|disse ele|
	disse ela|acrescentou|сказал он|сказала она|добавил он|добавила она|отметил он|додав він|сказав він|зазначив він|додала вона`);

function phrases(list: string): readonly string[] {
	return list.split('|').map((phrase) => fold(phrase).trim());
}

const QUESTION = /[?？؟][\s"'”’»)\]」』]*$/;
const FEWEST_WORDS = 5;
const BACK = /^[\s—–-]*[\p{Ll}…]|^\s*(?:\.\.\.|[»”)\]])/u;

export function standingOf({ text }: Sentence, language: string | undefined): Standing {
	if (!endsSentence(text) || QUESTION.test(text.slice(-8)) || BACK.test(text) || isFurniture(text))
		return 'never';
	const all = tokens(text, language);
	if (all.length < FEWEST_WORDS || !isBalanced(text)) return 'never';
	return pointsBack(text, language) || saysOnlyWho(plain(text)) ? 'after' : 'alone';
}

const plain = (text: string): string => fold(text).replace(/[’ʼ]/g, "'");

function pointsBack(text: string, language: string | undefined): boolean {
	const start = plain(text.slice(0, 60)).replace(/^[^\p{L}\p{N}]+/u, '');
	if (POINTING_PAIRS.some((pair) => opensWith(start, pair))) return true;
	const code = language?.slice(0, 2) ?? '';
	const pointing = Object.hasOwn(POINTING, code) ? POINTING[code] : undefined;
	if (pointing === undefined) return false;
	if (code === 'ja' || code === 'zh')
		return pointing.values().some((word) => text.replace(/^[「『“]/, '').startsWith(word));
	const first = /[\p{L}\p{M}]+(?:-(?:ci|là))?/u.exec(text.slice(0, 40))?.[0].toLowerCase() ?? '';
	return pointing.has(first);
}

/** Families that count only before a colon or a dash: 'Le dossier' may begin a sentence too. */
const LABELS: readonly Family[] = ['readAlso', 'readAlsoWeak', 'credit', 'tags', 'byline'];
const PROMPTS: readonly Family[] = ['prompt', 'copyright', 'comments'];
const PROMPT_LENGTH = 120;

function isFurniture(text: string): boolean {
	const folded = foldLine(text.slice(0, 80));
	if (text.length <= PROMPT_LENGTH && PROMPTS.some((family) => startsWith(folded, family) !== undefined))
		return true;
	return LABELS.some((family) => {
		const phrase = startsWith(folded, family);
		return phrase !== undefined && /^[\s\u00a0\u202f]*(?:[:|>»→]|[–—-]\s)/.test(restAfter(text, phrase));
	});
}

/** 'PARIS (AFP) –', 'Berlin, 3. März (dpa) -', '(Reuters) –', 'LONDON — '. */
const AGENCY =
	/^(?:\p{Lu}[\p{L}.'’ -]{1,40}(?:,[^()\n]{1,40})?[\s\u00a0])?\((?:[A-Z]{2,6}|dpa|epd|kna|sda|Reuters|Ansa|Lusa|Efe)\)(?:[\s\u00a0]?[.:]?[\s\u00a0]?[–—-]{1,2}|[:.])[\s\u00a0]/u;
const CAPITALS = /^\p{Lu}{3,20}(?:[ -]\p{Lu}{2,20}){0,3},?[\s\u00a0][–—-]{1,2}[\s\u00a0]/u;

/** The sentence without the agency's dateline; still an exact slice. */
export function withoutDateline(sentence: Sentence): Sentence {
	const found = AGENCY.exec(sentence.text) ?? CAPITALS.exec(sentence.text);
	if (found === null || found[0].length > sentence.text.length - 30) return sentence;
	const cut = found[0].length;
	return { text: sentence.text.slice(cut), start: sentence.start + cut, end: sentence.end };
}

const opensWith = (folded: string, phrase: string): boolean =>
	folded.startsWith(phrase) && !/[\p{L}\p{N}]/u.test(folded.charAt(phrase.length));

const saysOnlyWho = (folded: string): boolean => SAID.some((phrase) => folded.includes(phrase));

function isBalanced(text: string): boolean {
	const count = (character: string): number => text.split(character).length - 1;
	if (count('"') % 2 !== 0 || count('«') !== count('»') || count('(') !== count(')')) return false;
	return text.includes('„') || count('“') === count('”');
}
