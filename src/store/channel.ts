import type { ChannelRef, Platform } from '../model.ts';

const PLATFORMS: readonly Platform[] = ['discord', 'telegram', 'preview'];

/** The part before the colon. */
export function platformOf(channel: ChannelRef): Platform {
	const platform = PLATFORMS.find((name) => channel.startsWith(`${name}:`));
	if (platform === undefined) throw new TypeError('A channel is written as <platform>:<id>');
	return platform;
}
