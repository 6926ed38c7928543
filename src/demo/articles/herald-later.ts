/** The Quern Herald: its later seven articles, oldest first. Fiction. */
import type { DemoArticle } from '../outlets.ts';

export const heraldLater: readonly DemoArticle[] = [
	{
		slug: 'bell-of-the-saint-alcide-raised',
		event: 'bell',
		title: 'Ship’s bell raised from the mud of 1693 bears an islander’s mark',
		section: ['News', 'Heritage'],
		author: 'Fergus Ashdale',
		paragraphs: [
			'The bronze bell of the Saint-Alcide, a merchantman lost in a gale in 1693, was lifted from the Port-Ambrelle channel on Friday. Inside its rim, divers found a maker’s mark that historians know well: the three herrings of the Quern foundry.',
			'Only two other bells by the island’s founders survive. “Nobody suspected that they cast for mainland ships,” said the archaeologist Philippine Darcel, who has looked for the wreck for nine years.',
			'The bell weighs 84 kilos and carries the date 1671 with the words “I keep watch” in Latin. It must now lie for eighteen months in fresh water to draw out the salt before it goes on show in the port museum.',
			'A hundred smaller finds came up with it: clay pipes, shoes, and dice that still roll true. The island’s history society has asked to borrow the bell for one summer.',
		],
		tags: ['archaeology', 'Saint-Alcide', 'bell'],
	},
	{
		slug: 'after-isaure-shore-row-counts-the-cost',
		title: 'After Isaure: Shore Row stays dry, and thanks a wall of old fishing nets',
		section: ['News', 'Island'],
		author: 'Imogen Tarrow',
		paragraphs: [
			'The sea came to the doorsteps of Shore Row on Thursday morning, and there it stopped. Residents credit eleven hundred sacks of shingle, bound in discarded trawl nets, which they had stacked by lamplight the evening before.',
			'The idea was Betsy Crane’s. The retired net-maker, 74, remembered that her father used to line the slipway the same way. “Sandbags burst. A net gives, and then it holds.”',
			'Elsewhere the island lost forty roof slates, one greenhouse and the bus shelter, which has been seen on the beach at Kerdran. Power was off for five hours. Nobody was hurt.',
			'The council engineer will now test whether netted shingle could stand for good at the lowest end of the Row, at a tenth of the cost of a concrete wall.',
		],
		tags: ['Storm Isaure', 'Shore Row', 'flood'],
	},
	{
		slug: 'island-school-tells-its-own-weather',
		title: 'Pupils build a weather station from scrap, and forecasters start to use it',
		section: ['Science', 'School'],
		author: 'Fergus Ashdale',
		paragraphs: [
			'It is made of a bicycle wheel, a yoghurt pot and the motor of a dead printer. The weather station on the roof of Quern school has been so accurate that the observatory of Saint-Corvin now reads it every ten minutes.',
			'Fourteen pupils built it over two terms. They compared every reading with a borrowed professional instrument and wrote down each error in a red book, ninety pages of it.',
			'“The wind was wrong for a month because a gull sat on it,” explained Tilda Marsh, 12. A spike now keeps the gull off, and a second pot measures the rain.',
			'There had been no station on the western side of the island. Forecasters say that the gap cost them up to an hour of warning when squalls came in.',
		],
		tags: ['school', 'weather', 'science'],
	},
	{
		slug: 'council-votes-for-one-bus-that-goes-both-ways',
		title: 'Council buys a second bus, so that there is one each way at last',
		section: ['News', 'Transport'],
		author: 'Imogen Tarrow',
		paragraphs: [
			'For sixty-two years the island bus has gone round clockwise. From May it will have a twin going the other way, after councillors agreed on Tuesday to buy a used electric minibus for 88,000 euros.',
			'At present a trip from Saltcombe to the surgery takes six minutes out and forty-one back. A petition to end this gathered 512 names, on an island of 1,940.',
			'The vote was nine to two. Councillor Edwin Strake, opposed, warned of “congestion”, meaning the two buses meeting at Chapel Lane, where one will have to wait by the pond.',
			'Drivers are being sought. The present one, Gwen Pascoe, has asked to go anticlockwise: “I should like to see what is behind me.”',
		],
		tags: ['bus', 'council', 'transport'],
	},
	{
		slug: 'seals-return-to-the-skerries',
		title: 'Seal pups at a record as the skerries fall quiet',
		section: ['Science', 'Wildlife'],
		author: 'Fergus Ashdale',
		paragraphs: [
			'Wardens counted 143 grey seal pups on the northern skerries this autumn, up from 96, the highest number since counting began in 1979.',
			'They point to less noise. Trawlers have kept away from the rocks since a voluntary agreement two years ago, and the electric ferry passes almost unheard. Mothers that used to bolt at each crossing now lift their heads and go back to sleep.',
			'Not everybody is pleased. Lobster fishers report torn pots and want help to pay for stronger ones. The wardens have offered to test a design from the sailmaking school, woven instead of netted.',
			'Visitors are asked to stay 150 metres off, and to keep dogs aboard. A live picture from the largest skerry can be seen at the harbour office.',
		],
		tags: ['seals', 'wildlife', 'ferry'],
	},
	{
		slug: 'chess-match-by-lamp-signal',
		title: 'Island and mainland finish a chess match played for a year by signal lamp',
		section: ['Life', 'Culture'],
		author: 'Imogen Tarrow',
		paragraphs: [
			'Queen takes bishop, mate, and a long flash to say good night. On Sunday the chess club of Saltcombe won the match that it had been playing with Port-Ambrelle since last winter, one move an evening, by signal lamp across the strait.',
			'Fog stopped play on 97 nights. Twice a fishing boat answered by mistake, and one move, knight to a square that does not exist, was settled by telephone.',
			'“You have all day to think and three minutes to be understood,” said the club’s president, Horace Lund, a retired radio officer. The mainlanders resigned in style, with a verse in Morse.',
			'The return match starts in January. The losers have asked for a brighter lamp.',
		],
		tags: ['chess', 'signal lamp', 'club'],
	},
	{
		slug: 'tide-mill-to-power-the-ice-house',
		title: 'Old tide mill to make ice for the fleet again, this time with electricity',
		section: ['News', 'Business'],
		author: 'Fergus Ashdale',
		paragraphs: [
			'The tide mill at Saltcombe, silent since 1936, will turn again next year to drive a generator for the harbour’s ice house. The fishers’ co-operative signed the contract on Monday.',
			'Two wheels, cut from larch, will give forty kilowatts for ten hours a day, enough to freeze four tonnes of ice. The rest comes from the cable. The co-operative expects to halve its bill of 70,000 euros.',
			'Engineers have fitted the wheels with a gate for eels, after the Oceanic Institute showed that half of the island’s young eels climb through the mill pond.',
			'A glass floor will let visitors watch. “My grandmother ground barley here,” said the co-operative’s chair, Nell Garrity. “She would have wanted to know what the ice tastes like.”',
		],
		tags: ['tide mill', 'energy', 'fishing'],
	},
];
