import { serveJobs } from '../../src/worker.ts';

/** A thread that can be told to misbehave. */
serveJobs(async (order: { readonly kind: string; readonly value?: number }) => {
	if (order.kind === 'double') return (order.value ?? 0) * 2;
	if (order.kind === 'throw') throw new RangeError('out of cheese');
	if (order.kind === 'rest') return await new Promise((resolve) => setTimeout(resolve, 400, 7));
	if (order.kind === 'spin') for (;;);
	if (order.kind === 'eat') {
		const eaten: number[][] = [];
		for (;;) eaten.push(new Array(100_000).fill(eaten.length));
	}
	if (order.kind === 'token') return Object.keys(process.env).length;
	if (order.kind === 'exit') process.exit(3);
	return -1;
});
