import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['tests/**/*.test.ts'],
		// Many tests wait for sockets and clocks: two at a time even on a small machine.
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 30_000,
		coverage: { provider: 'v8', include: ['src/**/*.ts', 'commands/**/*.ts'], reporter: ['text-summary'] },
	},
});
