/** The platform is the part of a channel's name before the colon; a name without a known one is a bug of ours. */
import type { ChannelRef, Platform } from '../model.ts';

const PLATFORMS: readonly Platform[] = ['discord', 'telegram', 'preview'];

export function platformOf(channel: ChannelRef): Platform {
	const platform = PLATFORMS.find((name) => channel.startsWith(`${name}:`));
	if (platform === undefined) throw new TypeError('A channel is written as <platform>:<id>');
	return platform;
}
