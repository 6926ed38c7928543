/** Counters as pages show them → numbers that the store takes. */

/**
 * @param digits as printed, with any separators
 * @param fraction what follows the decimal sign of '1.2k'
 * @returns undefined for what nobody counts: a number that is not a safe integer
 */
export function countOf(digits: string, fraction = '', factor = 1): number | undefined {
	const whole = Number(digits.replace(/\D/g, ''));
	return safeCount(Math.round((whole + Number(`0.${fraction || '0'}`)) * factor));
}

/** @returns undefined for a number that is no count. */
export const safeCount = (value: number): number | undefined =>
	Number.isSafeInteger(value) && value >= 0 ? value : undefined;
