/** The state as Discord's JSON objects: as full as discord.js wants to read them. */
import type { Component } from './check-message.ts';
import {
	BOT_PERMISSIONS,
	type Channel,
	type Guild,
	type Message,
	type RegisteredCommand,
	type World,
} from './world.ts';

const userObject = (id: string, name: string, bot = false) => ({
	id,
	username: name,
	discriminator: bot ? '0001' : '0',
	global_name: null,
	avatar: null,
	bot,
	flags: 0,
	public_flags: 0,
});

export const botUser = (world: World) => ({
	...userObject(world.botId, 'depeche', true),
	mfa_enabled: false,
	verified: true,
	email: null,
});

const member = (user: object) => ({
	user,
	nick: null,
	avatar: null,
	banner: null,
	roles: [],
	joined_at: '2026-01-01T00:00:00.000000+00:00',
	premium_since: null,
	communication_disabled_until: null,
	deaf: false,
	mute: false,
	pending: false,
	flags: 0,
});

export function channelObject(world: World, channel: Channel) {
	if (channel.guildId === undefined)
		return { id: channel.id, type: 1, last_message_id: null, flags: 0, recipients: [] };
	const overwrite = { id: world.botId, type: 1, allow: '0', deny: String(channel.denied) };
	return {
		id: channel.id,
		type: 0,
		guild_id: channel.guildId,
		name: channel.name,
		topic: null,
		position: 0,
		nsfw: false,
		flags: 0,
		parent_id: null,
		last_message_id: channel.messages.at(-1)?.id ?? null,
		last_pin_timestamp: null,
		rate_limit_per_user: 0,
		permission_overwrites: channel.denied === 0n ? [] : [overwrite],
	};
}

export function guildObject(world: World, guild: Guild) {
	const everyone = {
		id: guild.id,
		name: '@everyone',
		permissions: String(BOT_PERMISSIONS),
		position: 0,
		color: 0,
		colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
		hoist: false,
		managed: false,
		mentionable: false,
		icon: null,
		unicode_emoji: null,
		flags: 0,
	};
	return {
		id: guild.id,
		name: guild.name,
		icon: null,
		splash: null,
		discovery_splash: null,
		banner: null,
		description: null,
		owner_id: '1',
		region: 'deprecated',
		afk_channel_id: null,
		afk_timeout: 300,
		widget_enabled: false,
		verification_level: 0,
		default_message_notifications: 1,
		explicit_content_filter: 0,
		mfa_level: 0,
		nsfw_level: 0,
		premium_tier: 0,
		premium_subscription_count: 0,
		premium_progress_bar_enabled: false,
		system_channel_id: null,
		system_channel_flags: 0,
		rules_channel_id: null,
		public_updates_channel_id: null,
		safety_alerts_channel_id: null,
		vanity_url_code: null,
		application_id: null,
		preferred_locale: 'en-US',
		features: [],
		roles: [everyone],
		emojis: [],
		stickers: [],
		channels: guild.channels
			.filter(({ deleted }) => !deleted)
			.map((channel) => channelObject(world, channel)),
		threads: [],
		members: [member(botUser(world))],
		presences: [],
		voice_states: [],
		stage_instances: [],
		guild_scheduled_events: [],
		soundboard_sounds: [],
		joined_at: '2026-01-01T00:00:00.000000+00:00',
		large: false,
		unavailable: false,
		member_count: 2,
		max_members: 500_000,
	};
}

/** Discord numbers the components of a message, outer before inner. */
function numbered(components: readonly Component[], next = { id: 1 }): unknown[] {
	return components.map(({ components: inner, accessory, ...rest }) => ({
		...rest,
		id: next.id++,
		...(inner && { components: numbered(inner, next) }),
		...(accessory && { accessory: numbered([accessory], next)[0] }),
	}));
}

export function messageObject(world: World, message: Message) {
	const isOurs = message.authorId === world.botId;
	return {
		id: message.id,
		type: 0,
		channel_id: message.channelId,
		author: isOurs ? userObject(world.botId, 'depeche', true) : userObject(message.authorId, 'reader'),
		...(isOurs && { application_id: world.applicationId }),
		content: message.content,
		timestamp: new Date(message.at).toISOString(),
		edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
		tts: false,
		mention_everyone: false,
		mentions: [],
		mention_roles: [],
		attachments: [],
		embeds: message.embeds,
		components: numbered(message.components),
		pinned: false,
		flags: message.flags,
		...(message.nonce !== undefined && { nonce: message.nonce }),
	};
}

export function commandObject(world: World, command: RegisteredCommand, withLocalizations: boolean) {
	const { options, name_localizations, description_localizations, ...rest } = command;
	return {
		...rest,
		application_id: world.applicationId,
		version: command.id,
		nsfw: false,
		dm_permission: true,
		default_member_permissions: command.default_member_permissions ?? null,
		...(withLocalizations && {
			name_localizations: name_localizations ?? null,
			description_localizations: description_localizations ?? null,
		}),
		...(options.length > 0 && { options }),
	};
}

export interface Person {
	/** May manage channels. */
	readonly manager?: boolean;
	/** As Discord names it: `en-US`, `fr`. */
	readonly locale?: string;
	readonly id?: string;
}

/** The frame of every interaction; `data` and `message` are the caller's. */
export function interactionObject(
	world: World,
	channel: Channel,
	person: Person,
	frame: { id: string; token: string },
) {
	const user = userObject(person.id ?? '2', 'reader');
	const rights = BOT_PERMISSIONS | (person.manager ? 1n << 4n : 0n);
	const common = {
		...frame,
		application_id: world.applicationId,
		version: 1,
		channel: { ...channelObject(world, channel), permissions: String(rights) },
		channel_id: channel.id,
		locale: person.locale ?? 'en-US',
		app_permissions: String(BOT_PERMISSIONS & ~channel.denied),
		entitlements: [],
		attachment_size_limit: 10_485_760,
	};
	if (channel.guildId === undefined)
		return { ...common, user, context: 1, authorizing_integration_owners: { '0': '0' } };
	return {
		...common,
		guild_id: channel.guildId,
		guild: { id: channel.guildId, locale: 'en-US', features: [] },
		guild_locale: 'en-US',
		member: { ...member(user), permissions: String(rights) },
		context: 0,
		authorizing_integration_owners: { '0': channel.guildId },
	};
}
