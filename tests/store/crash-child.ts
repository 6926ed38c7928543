/**
 * Commits dispatches for ever, and says the number of each one after its commit: to be killed by crash.test.ts.
 * Arguments: DATA_DIR, the first number.
 */
import { writeSync } from 'node:fs';
import { saveFetch } from '../../src/store/checks.ts';
import { openDatabase } from '../../src/store/db.ts';
import { planDeliveries } from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { rememberItems } from '../../src/store/ledger.ts';
import { aDelivery, aFeed, anArticle, NOW, publish } from './samples.ts';

const [dataDir = '', first = '0'] = process.argv.slice(2);
const { db } = await openDatabase({ dataDir });
const { id: feedId } = await ensureFeed(db, aFeed(), NOW);
for (let number = Number(first); ; number++) {
	const id = `article-${number}`;
	await db.transaction().execute(async (tx) => {
		await publish(tx, anArticle(id, { feedId, text: `${id} harbour\n\n`.repeat(number % 50) }));
		await planDeliveries(tx, [aDelivery('discord:1', id), aDelivery('telegram:1', id)]);
		await rememberItems(tx, feedId, [{ itemId: id, articleId: id }], NOW);
		await saveFetch(tx, feedId, { validators: { etag: id }, fetchedAt: NOW, nextCheckAt: NOW + number });
	});
	writeSync(1, `${number}\n`);
}
