import { expect, test } from 'vitest';
import { siteName, siteOf } from '../../src/article/address.ts';

test.each([
	['https://quay.example/a', 'quay.example', 'quay'],
	['https://www.quay.example/a', 'quay.example', 'quay'],
	['https://news.quay.co.uk/a', 'quay.co.uk', 'quay'],
	['https://quay.co.uk/', 'quay.co.uk', 'quay'],
	['https://pier.com.au/', 'pier.com.au', 'pier'],
	['https://www.phare.gouv.fr/', 'phare.gouv.fr', 'phare'],
	['https://www.co.example/', 'co.example', 'co'],
	['https://localhost/', 'localhost', 'localhost'],
	['http://192.0.2.7/a', '192.0.2.7', '192'],
	['no address', '', ''],
])('%s is of %j, named %j', (url, site, name) => {
	expect(siteOf(url)).toBe(site);
	expect(siteName(url)).toBe(name);
});
