/** A look at one row, as the program itself never needs it. */
import type { Delivery, Feed, FeedId } from '../../src/model.ts';
import { deliveryOf, feedOf } from '../../src/store/rows.ts';
import type { Db } from '../../src/store/schema.ts';

export async function feedById(db: Db, id: FeedId): Promise<Feed | undefined> {
	const row = await db.selectFrom('feeds').selectAll().where('id', '=', id).executeTakeFirst();
	return row && feedOf(row);
}

export async function deliveryById(db: Db, id: string): Promise<Delivery | undefined> {
	const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
	return row && deliveryOf(row);
}
