import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Imported by everyone: words, errors, ids. They import nothing of ours, but for types between them. */
const ROOT = ['src/model.ts', 'src/errors.ts', 'src/id.ts', 'src/summary.ts'];

/** Where the rooms are put together; they may import every room. */
const COMPOSITION = ['src/main.ts', 'src/depeche.ts', 'src/sample.ts'];

/** Folder → folders and files it may import beside itself and ROOT. Anything not listed is a broken rule. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	'src/doc': [],
	'src/feed': ['src/worker.ts'],
	'src/article': ['src/worker.ts'],
	// One way to cut words, for the index, the search and the clusters alike.
	'src/article-index': ['src/article/terms.ts', 'src/article/weigh.ts', 'src/article/vocabulary.ts'],
	'src/story': ['src/article/weigh.ts', 'src/article/vocabulary.ts'],
	'src/subscription': ['src/article/terms.ts'],
	'src/store': ['src/log.ts'],
	'src/store/migrations': ['src/store'],
	'src/outbox': ['src/doc', 'src/store', 'src/adapters/adapter.ts', 'src/log.ts'],
	'src/core': ['src/doc', 'src/store', 'src/article-index', 'src/log.ts'],
	commands: ['src/core', 'src/doc'],
	'src/adapters': ['src/core', 'src/doc'],
	'src/adapters/discord': ['src/adapters/adapter.ts', 'src/core', 'src/doc', 'src/log.ts'],
	'src/adapters/telegram': ['src/adapters/adapter.ts', 'src/core', 'src/doc', 'src/log.ts'],
	'src/adapters/preview': ['src/adapters/adapter.ts', 'src/core', 'src/doc', 'src/log.ts'],
	'src/web': ['src/adapters/preview', 'src/adapters/adapter.ts', 'src/core', 'src/doc', 'src/log.ts'],
	'src/demo': [],
	'src/pipeline': [
		'src/worker.ts',
		'src/feed',
		'src/article',
		'src/article-index',
		'src/story',
		'src/subscription',
		'src/store',
		'src/log.ts',
	],
};

/** A room's one loop that does I/O may use what its pure steps may not. */
const LOOPS: Readonly<Record<string, readonly string[]>> = {
	'src/feed/poll.ts': ['src/store', 'src/log.ts'],
	// The loop's own hands: a visit, what it leaves in the store, and the hosts that rest.
	'src/feed/visit.ts': ['src/store', 'src/log.ts'],
	'src/feed/outcome.ts': ['src/store', 'src/log.ts'],
	'src/feed/hosts.ts': ['src/store', 'src/log.ts'],
	// Subscriptions at hubs have their own loop, and hubs call at any time.
	'src/feed/websub.ts': ['src/store', 'src/log.ts'],
	'src/feed/hub-callback.ts': ['src/store', 'src/log.ts'],
};

/** Types alone cross here: the store writes down what these rooms plan and ask. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
	'src/store': ['src/subscription/plan.ts', 'src/article-index/search.ts'],
};

interface Import {
	readonly file: string;
	readonly target: string;
	readonly typeOnly: boolean;
}

/** `import … from`, `export … from`, `import('…')`, `require('…')` and `new URL('…', import.meta.url)` of a module. */
const IMPORT =
	/^(?:import|export)\s(type\s)?(?:[^;'"]*?\sfrom\s)?'(\.[^']+)'|\b(?:import|require|URL)\('(\.[^']+\.ts)'/gm;

const imports: readonly Import[] = globSync('{src,commands}/**/*.ts').flatMap((path) => {
	const file = path.replaceAll('\\', '/');
	return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => ({
		file,
		target: normalize(join(dirname(file), match[2] ?? match[3] ?? '')).replaceAll('\\', '/'),
		typeOnly: match[1] !== undefined,
	}));
});

function isAllowed({ file, target, typeOnly }: Import): boolean {
	const from = dirname(file);
	const to = dirname(target);
	const within = (places: readonly string[] | undefined) =>
		places?.some((place) => place === target || place === to || to.startsWith(`${place}/`)) ?? false;
	if (COMPOSITION.includes(file)) return target !== 'src/main.ts';
	if (target === 'package.json') return true;
	if (ROOT.includes(file)) return ROOT.includes(target) && typeOnly;
	if (from === 'src') return to === 'src' && target !== 'src/main.ts';
	if (ROOT.includes(target)) return true;
	const isNested = to.startsWith(`${from}/`) || (to !== 'src' && from.startsWith(`${to}/`));
	return (
		to === from ||
		isNested ||
		within(ALLOWED[from]) ||
		within(LOOPS[file]) ||
		(typeOnly && within(TYPES_ONLY[from]))
	);
}

describe('architecture', () => {
	test('there are imports to judge', () => {
		expect(imports.length).toBeGreaterThan(50);
	});

	test('imports point one way', () => {
		const broken = imports.filter((entry) => !isAllowed(entry));
		expect(broken.map(({ file, target }) => `${file} must not import ${target}`)).toEqual([]);
	});

	test('nobody imports main, and only main reads the environment', () => {
		const readers = globSync('{src,commands}/**/*.ts').filter((file) =>
			/process\.env/.test(readFileSync(file, 'utf8')),
		);
		expect(imports.filter(({ target }) => target === 'src/main.ts')).toEqual([]);
		expect(readers).toEqual(['src/main.ts']);
	});

	test('a file holds one idea: 300 lines at most', () => {
		const long = globSync('{src,commands,tests,bench}/**/*.ts')
			.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
			.filter(({ lines }) => lines > 300);
		expect(long).toEqual([]);
	});

	test('a source file opens with the rules it keeps', () => {
		const silent = globSync('src/**/*.ts').filter((file) => !readFileSync(file, 'utf8').startsWith('/**'));
		expect(silent).toEqual([]);
	});

	test('what a setting switches on is loaded when it is first needed', () => {
		const loaders = globSync('{src,commands}/**/*.ts').filter((file) =>
			/from '(?:ai|@ai-sdk\/[^']+)'/.test(readFileSync(file, 'utf8')),
		);
		expect(loaders).toEqual([]);
	});

	test('no file is named after a layer fashion', () => {
		const named = globSync('{src,commands}/**/*.ts').filter((file) =>
			/(utils?|helpers?|managers?|services?|misc|common)\.ts$/i.test(file),
		);
		expect(named).toEqual([]);
	});
});
