/**
 * Is it the publishers who fail, or our own network? Rules:
 * 1. Ours, where several hosts were asked within a minute and more than half of them could not be reached; or, where
 *    few feeds are followed, three different hosts in a row, however long that took.
 * 2. Evidence is a host that was well when last asked. One that was excused in an outage is no evidence again
 *    until it has answered: else a handful of dead hosts would excuse each other for ever.
 * 3. It ends with the first answer from anybody.
 */
import type { Feed } from '../model.ts';

const WINDOW_MS = 60_000;
/** Several: with fewer, one dead server of an outlet would look like a dead network. */
const HOSTS = 5;
const IN_A_ROW = 3;

export interface Outage {
	readonly isOn: boolean;
	/** A host answered, with whatever. @returns true where that ended an outage. */
	answered(host: string, now: number): boolean;
	/** @returns the feeds, as they were before, whose failures are our network's fault. */
	unreachable(failure: { readonly host: string; readonly feed: Feed; readonly now: number }): readonly Feed[];
}

interface Outcome {
	readonly at: number;
	/** The feeds that could not be reached there, as they were before; none: it answered. */
	readonly failed: readonly Feed[];
}

export function createOutage(): Outage {
	/** By host, in the order of time. */
	const outcomes = new Map<string, Outcome>();
	/** Hosts that failed since the last answer from anybody. */
	const row = new Map<string, readonly Feed[]>();
	const excused = new Set<string>();
	let isOn = false;

	function note(host: string, failed: readonly Feed[], now: number): void {
		outcomes.delete(host);
		outcomes.set(host, { at: now, failed });
		for (const [old, { at }] of outcomes) {
			if (at > now - WINDOW_MS) break;
			outcomes.delete(old);
		}
	}

	return {
		get isOn() {
			return isOn;
		},
		answered(host, now) {
			const ends = isOn;
			// What failed before is no evidence against what comes after.
			if (ends) outcomes.clear();
			isOn = false;
			row.clear();
			note(host, [], now);
			excused.delete(host);
			return ends;
		},
		unreachable({ host, feed, now }) {
			if (isOn) {
				excused.add(host);
				return [feed];
			}
			if (feed.failures > 0 || excused.has(host)) return [];
			note(host, [...(outcomes.get(host)?.failed ?? []), feed], now);
			row.set(host, [...(row.get(host) ?? []), feed]);
			const failed = [...outcomes].filter(([, outcome]) => outcome.failed.length > 0);
			const isMost = outcomes.size >= HOSTS && failed.length * 2 > outcomes.size;
			if (!isMost && row.size < IN_A_ROW) return [];
			isOn = true;
			const ours = new Map([...failed.map(([name, outcome]) => [name, outcome.failed] as const), ...row]);
			for (const name of ours.keys()) excused.add(name);
			return [...ours.values()].flat();
		},
	};
}
