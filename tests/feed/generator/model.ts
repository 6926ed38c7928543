/** What a feed says, before anybody writes it down: the truth that generated files are judged by. */
import fc from 'fast-check';

export interface Entry {
	readonly id: string;
	readonly url: string;
	readonly title: string;
	readonly authors: readonly string[];
	readonly categories: readonly string[];
	readonly enclosures: readonly { readonly url: string; readonly type: string; readonly length: number }[];
	/** Epoch milliseconds, whole seconds. */
	readonly at: number;
	/** Paragraphs of plain words. */
	readonly paragraphs: readonly string[];
	/** The body is published as plain text. */
	readonly isPlain: boolean;
}

export const HOST = 'https://harbour.example';

/** Everyday words of our own fiction, so that each encoding is tried with the letters it is used for. */
export const SCRIPTS = {
	western: {
		words:
			'harbour éclair naïve R&D 3<4 Größe façade señor mañana crème brûlée über Straße âge forêt hôtel déjà née ' +
			'où leçon piñata coração amanhã boats and the quay 100% Tom&Jerry «quay»',
		encodings: ['windows-1252', 'iso-8859-15'],
	},
	cyrillic: {
		words:
			'порт новости корабль вчера сегодня город люди море рыба говорят капитан причал работа открыли снова после ' +
			'шторма матросы вернулись домой R&D 3<4 Заря река',
		encodings: ['windows-1251', 'koi8-r'],
	},
	japanese: {
		words:
			'港の ニュース 船が きょう 着いた 町の人 さかな 市場で 漁師は 話した R&D 海は しずか 新しい 橋を 作る 天気が よい 朝 3<4 出港する',
		encodings: ['shift_jis', 'euc-jp'],
	},
	simplified: {
		words:
			'港口 新闻 船只 今天 到达 城市 人们 鱼市 渔民 说 天气 很好 大海 平静 我们 的 工作 开始 R&D 3<4 报道 记者 昨天 发现 新的 桥梁',
		encodings: ['gbk'],
	},
	traditional: {
		words:
			'港口 新聞 船隻 今天 到達 城市 人們 魚市 漁民 說 天氣 很好 大海 平靜 我們 的 工作 開始 R&D 3<4 報導 記者 昨天 發現 新的 橋樑',
		encodings: ['big5'],
	},
	korean: {
		words:
			'항구 뉴스 배가 오늘 도착했다 도시 사람들 시장에서 어부는 말했다 날씨가 좋다 바다는 조용하다 새로운 다리를 R&D 3<4 만든다 기자 어제',
		encodings: ['euc-kr'],
	},
} as const;

export type Script = keyof typeof SCRIPTS;

const text = (words: readonly string[], min: number, max: number) =>
	fc.array(fc.constantFrom(...words), { minLength: min, maxLength: max }).map((chosen) => chosen.join(' '));

const unique = (words: readonly string[], max: number) =>
	fc.uniqueArray(text(words, 1, 2), { maxLength: max });

/** `?a=1&b=2`, so that every address has a character to escape. */
const path = fc.stringMatching(/^[a-z0-9]{1,12}\?a=[0-9]{1,3}&b=[0-9]{1,3}$/);
const enclosure = fc.record({
	url: path.map((place) => `${HOST}/media/${place}`),
	type: fc.constantFrom('audio/mpeg', 'video/mp4', 'application/pdf'),
	length: fc.integer({ min: 1, max: 90_000_000 }),
});

function entry(words: readonly string[]) {
	// Names and labels are words without markup in them.
	const names = words.filter((word) => !/[<&%«]/.test(word));
	return fc.record({
		key: fc.constantFrom('tag:harbour.example,2026:', 'urn:item:', `${HOST}/?p=`, ''),
		path,
		title: text(words, 2, 9),
		authors: unique(names, 3),
		categories: unique(names, 4),
		enclosures: fc.uniqueArray(enclosure, { maxLength: 3, selector: ({ url }) => url }),
		at: fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2030, 0) }).map((at) => at - (at % 60_000)),
		paragraphs: fc.array(text(words, 8, 25), { minLength: 1, maxLength: 3 }),
		isPlain: fc.boolean(),
	});
}

export function entries(script: Script): fc.Arbitrary<Entry[]> {
	return fc.array(entry(SCRIPTS[script].words.split(' ')), { minLength: 1, maxLength: 6 }).map((list) =>
		list.map(({ key, path: place, ...rest }, index) => ({
			...rest,
			id: key === '' ? `${HOST}/${index}/${place}` : `${key}${index}`,
			url: `${HOST}/${index}/${place}`,
		})),
	);
}
