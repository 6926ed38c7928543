/**
 * What a piece of work costs the processor. A clock would also see what else the machine does, so a limit on it
 * either fails on a busy machine or says nothing.
 */

/** @returns a question: milliseconds of this process, its threads included, since the call. */
export function costMeter(): () => number {
	const began = process.cpuUsage();
	return () => {
		const { user, system } = process.cpuUsage(began);
		return (user + system) / 1000;
	};
}
