import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openHouse } from './house.ts';

const SEED = '../shared/seed';
const here = existsSync(SEED);

describe.skipIf(!here)(
	`the founding example, pasted to /summary${here ? '' : ' (skipped: no ../shared here)'}`,
	() => {
		test('gives a French summary without links, counters, author’s note or navigation', async () => {
			const [path = ''] = globSync(`${SEED}/*.txt`);
			const text = readFileSync(path, 'utf8');
			const house = await openHouse({ channels: ['news'] });
			await house.start();
			const chat = house.telegram.chat({ type: 'private', title: 'Reader' });
			const parts = text.length > 4_000 ? [text.slice(0, 4_000)] : [text];
			const answers = [
				(
					await house.discord.slash(house.discord.channel('news').id, 'summary', {
						article: text.slice(0, 6_000),
					})
				).text,
				(await house.telegram.say(chat, `/summary ${parts[0]}`)).text,
			];
			await house.close();
			for (const answer of answers) {
				expect(answer).toMatch(/Bélarus|Belarus/);
				expect(answer).not.toMatch(
					/Lire aussi|Accueil|Article (précédent|suivant)|25 ans|Fan de Rugby|\b186\b/,
				);
				expect(answer).not.toMatch(/Gendarmerie|décision qui va rendre|WhatsApp|sirène/);
			}
		});
	},
);
