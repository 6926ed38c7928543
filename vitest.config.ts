import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['tests/**/*.test.ts'],
		// Many tests wait for sockets and clocks: two at a time even on a small machine.
		maxWorkers: 2,
		// On a machine that does other things as well; nothing here is slow by itself.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		coverage: { provider: 'v8', include: ['src/**/*.ts', 'commands/**/*.ts'], reporter: ['text-summary'] },
	},
});
