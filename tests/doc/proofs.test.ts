import { describe, expect, test } from 'vitest';
import { placeOf } from '../../src/doc/proofs.ts';

const PAGE = 'https://port.example/ferry';
const LONG =
	'The night ferry between Port Averil and the Skerry islands will sail again from the first of May, after eleven years.';

describe('the place of a quotation', () => {
	test.each([
		['short: all of it', PAGE, 'It sails.', `${PAGE}#:~:text=It%20sails.`],
		[
			'long: its beginning and its end',
			PAGE,
			LONG,
			`${PAGE}#:~:text=The%20night%20ferry%20between%20Port%20Averil%20and,the%20first%20of%20May%2C%20after%20eleven%20years.`,
		],
		['a dash would mean context', PAGE, 'Mid-May, 7 & 8.', `${PAGE}#:~:text=Mid%2DMay%2C%207%20%26%208.`],
		['blanks of the page', PAGE, ' It \n sails. ', `${PAGE}#:~:text=It%20sails.`],
		['a fragment of its own goes', `${PAGE}?a=1#top`, 'It sails.', `${PAGE}?a=1#:~:text=It%20sails.`],
		['half a character', PAGE, 'a\ud83d', `${PAGE}#:~:text=a%EF%BF%BD`],
		[
			'an address as long as they may be',
			`https://port.example/${'a'.repeat(2_000)}`,
			LONG,
			`https://port.example/${'a'.repeat(2_000)}`,
		],
		['no web address', '', 'It sails.', undefined],
		['a script', 'javascript:alert(1)', 'It sails.', undefined],
	])('%s', (_, page, quotation, expected) => expect(placeOf(page, quotation)).toBe(expected));
});
