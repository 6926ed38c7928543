/** Hosts that asked to be left alone, and until when: a restart knows them still. */
import type { HostRest } from '../model.ts';
import type { Db } from './schema.ts';

export const hostRests = (db: Db): Promise<HostRest[]> => db.selectFrom('host_rests').selectAll().execute();

export async function restHost(db: Db, { host, until, strikes }: HostRest): Promise<void> {
	await db
		.insertInto('host_rests')
		.values({ host, until, strikes })
		.onConflict((conflict) => conflict.column('host').doUpdateSet({ until, strikes }))
		.execute();
}

/** It answers again. */
export async function wakeHost(db: Db, host: string): Promise<void> {
	await db.deleteFrom('host_rests').where('host', '=', host).execute();
}
