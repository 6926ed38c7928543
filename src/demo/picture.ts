/**
 * A picture for an article: a flat seascape drawn from its name. Rules:
 * 1. The same name gives the same bytes, so its address can be cached for good.
 * 2. 16 palette colours and a plain PNG: nothing to install, a few kilobytes.
 */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export const PICTURE_WIDTH = 800;
export const PICTURE_HEIGHT = 450;

type Colour = readonly [red: number, green: number, blue: number];
const SKIES: readonly (readonly [Colour, Colour])[] = [
	[
		[28, 58, 94],
		[247, 178, 103],
	],
	[
		[64, 120, 168],
		[214, 232, 240],
	],
	[
		[58, 40, 84],
		[240, 128, 128],
	],
	[
		[86, 104, 120],
		[222, 224, 216],
	],
	[
		[20, 36, 62],
		[92, 148, 168],
	],
];
const SEAS: readonly (readonly [Colour, Colour])[] = [
	[
		[38, 110, 128],
		[8, 38, 62],
	],
	[
		[46, 94, 140],
		[12, 28, 58],
	],
	[
		[72, 128, 120],
		[14, 52, 58],
	],
];
const WHITE: Colour = [250, 246, 236];
const RED: Colour = [196, 62, 54];
const SKY_STEPS = 6;
const SEA_STEPS = 5;
// Palette: sky 0–5, sea 6–10, then single colours.
const SUN = 11;
const LAND = 12;
const WALL = 13;
const ROOF = 14;
const HULL = 15;

const blend = (from: Colour, to: Colour, share: number): Colour => [
	Math.round(from[0] + (to[0] - from[0]) * share),
	Math.round(from[1] + (to[1] - from[1]) * share),
	Math.round(from[2] + (to[2] - from[2]) * share),
];
const steps = (count: number, [from, to]: readonly [Colour, Colour]): Colour[] =>
	Array.from({ length: count }, (_, index) => blend(from, to, index / (count - 1)));

/** One palette index per pixel, row by row. */
function paint(seed: Buffer): Uint8Array {
	const byte = (index: number): number => seed[index] ?? 0;
	const pixels = new Uint8Array(PICTURE_WIDTH * PICTURE_HEIGHT);
	const horizon = 210 + (byte(2) % 60);
	const sunX = 120 + byte(3) * 2.2;
	const sunY = horizon - 20 - (byte(4) % 110);
	const sunRadius = 34 + (byte(5) % 26);
	const landFrom = byte(6) % 2 === 0 ? 0 : PICTURE_WIDTH * 0.55;
	const landTo = landFrom + PICTURE_WIDTH * 0.45;
	const towerX = landFrom + 130 + byte(7) * 0.5;
	const boatX = (landFrom === 0 ? 520 : 140) + (byte(8) % 120);
	const phase = byte(9) / 20;
	const swell = 5 + (byte(10) % 9);
	const landHeight = (x: number): number =>
		Math.sin(((x - landFrom) / (landTo - landFrom)) * Math.PI) * (46 + 10 * Math.sin(x / 31 + phase));

	const colourAt = (x: number, y: number): number => {
		const boat = Math.abs(x - boatX);
		const water = y - horizon;
		if (y > horizon - 66 && water < 12 && boat < (y - horizon + 66) * 0.42 && x > boatX) return WALL;
		if (water >= 12 && water < 26 && boat < 44 - (water - 12) * 1.2) return HULL;
		if (water >= 0) {
			const depth = (water + swell * Math.sin(x / 46 + phase + water / 18)) / (PICTURE_HEIGHT - horizon);
			return SKY_STEPS + Math.min(SEA_STEPS - 1, Math.max(0, Math.floor(depth * SEA_STEPS)));
		}
		const tower = Math.abs(x - towerX);
		const foot = horizon - landHeight(towerX) + 8;
		if (y < foot && y > foot - 96 && tower < 9 + (y - foot + 96) * 0.07)
			return Math.floor((foot - y) / 24) % 2 === 0 ? WALL : ROOF;
		if (y <= foot - 96 && y > foot - 116 && tower < (y - foot + 116) * 0.55) return ROOF;
		if (x > landFrom && x < landTo && y > horizon - landHeight(x)) return LAND;
		if ((x - sunX) ** 2 + (y - sunY) ** 2 < sunRadius ** 2) return SUN;
		const height = (y + 8 * Math.sin(x / 90 + phase * 2)) / horizon;
		return Math.min(SKY_STEPS - 1, Math.max(0, Math.floor(height * SKY_STEPS)));
	};
	for (let y = 0; y < PICTURE_HEIGHT; y++)
		for (let x = 0; x < PICTURE_WIDTH; x++) pixels[y * PICTURE_WIDTH + x] = colourAt(x, y);
	return pixels;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @returns a PNG of 800 × 450. */
export function drawPicture(name: string): Buffer {
	const seed = createHash('sha256').update(name).digest();
	const sky = SKIES[(seed[0] ?? 0) % SKIES.length] ?? [WHITE, WHITE];
	const sea = SEAS[(seed[1] ?? 0) % SEAS.length] ?? [WHITE, WHITE];
	const land = blend(sea[1], [70, 92, 60], 0.45);
	const palette = [
		...steps(SKY_STEPS, sky),
		...steps(SEA_STEPS, sea),
		blend(sky[1], WHITE, 0.7),
		land,
		WHITE,
		RED,
		blend(sea[1], RED, 0.35),
	];
	const header = Buffer.alloc(13);
	header.writeUInt32BE(PICTURE_WIDTH, 0);
	header.writeUInt32BE(PICTURE_HEIGHT, 4);
	header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, no interlace
	const pixels = paint(seed);
	const rows = Buffer.alloc((PICTURE_WIDTH + 1) * PICTURE_HEIGHT); // each row starts with filter 0
	for (let y = 0; y < PICTURE_HEIGHT; y++)
		rows.set(pixels.subarray(y * PICTURE_WIDTH, (y + 1) * PICTURE_WIDTH), y * (PICTURE_WIDTH + 1) + 1);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
