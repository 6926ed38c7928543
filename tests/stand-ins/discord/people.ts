/**
 * What a person can do in the real client, and nothing else: a command that is not registered, an option it does
 * not have or a value it does not take cannot be entered, so these throw.
 */
import type { OptionBody } from './check-commands.ts';
import type { Answer, Interactions } from './interactions.ts';
import { messageObject, type Person } from './objects.ts';
import {
	type Channel,
	channelById,
	type Message,
	type RegisteredCommand,
	snowflake,
	type World,
} from './world.ts';

/** What a person attaches. */
export interface Attached {
	readonly name: string;
	readonly bytes: Uint8Array | string;
}
type Values = Readonly<Record<string, string | number | Attached>>;

const LONGEST_FILE = 10 * 1024 * 1024;

function checkValue(option: OptionBody, value: string | number | Attached): void {
	const refuse = (why: string) => new Error(`The client does not take ${option.name}=${value}: ${why}`);
	if (option.type === 11) {
		if (typeof value !== 'object') throw refuse('not a file');
		if (value.bytes.length > LONGEST_FILE) throw refuse('too large');
		return;
	}
	if (option.type === 4) {
		if (typeof value !== 'number' || !Number.isInteger(value)) throw refuse('not a whole number');
		if (value < (option.min_value ?? value) || value > (option.max_value ?? value))
			throw refuse('out of range');
	} else if (option.type === 3) {
		if (typeof value !== 'string' || value === '') throw refuse('not a text');
		if (value.length > (option.max_length ?? 6000)) throw refuse('too long');
		if (option.choices && !option.choices.some((choice) => choice.value === value))
			throw refuse('not a choice');
	} else throw refuse(`type ${option.type}`);
}

/** The file on Discord's own server, under an address that carries its signature, and how a command tells of it. */
function upload(world: World, channel: Channel, { name, bytes }: Attached, origin: string) {
	const id = snowflake();
	const path = `/attachments/${channel.id}/${id}/${encodeURIComponent(name)}?ex=1&is=1&hm=${id}`;
	const body = Buffer.from(bytes);
	world.attachments.set(path, body);
	const url = origin + path;
	return { id, filename: name, size: body.length, url, proxy_url: url, content_type: 'text/x-opml' };
}

function checkedOptions(command: RegisteredCommand, values: Values) {
	for (const { name, required } of command.options)
		if (required && values[name] === undefined) throw new Error(`/${command.name} requires ${name}`);
	return Object.entries(values).map(([name, value]) => {
		const option = command.options.find((one) => one.name === name);
		if (!option) throw new Error(`/${command.name} has no option ${name}`);
		checkValue(option, value);
		return { name, type: option.type, value };
	});
}

export function createPeople(world: World, interactions: Interactions, origin: () => string) {
	function channelOf(id: string): Channel {
		const channel = channelById(world, id);
		if (!channel) throw new Error(`No channel ${id}`);
		return channel;
	}

	function registered(type: number, name: string): RegisteredCommand {
		const command = world.commands.find(
			(one) =>
				one.type === type &&
				(one.name === name || Object.values(one.name_localizations ?? {}).includes(name)),
		);
		if (command) return command;
		const known = world.commands.filter((one) => one.type === type).map((one) => one.name);
		throw new Error(`${name} is not registered; there are ${known.join(', ') || 'none'}`);
	}

	return {
		/** Types a slash command. */
		async slash(channelId: string, name: string, options: Values = {}, person: Person = {}): Promise<Answer> {
			const command = registered(1, name);
			const channel = channelOf(channelId);
			const given = checkedOptions(command, options).map(({ value, ...option }) =>
				typeof value === 'object'
					? { ...option, file: upload(world, channel, value, origin()) }
					: { ...option, value },
			);
			const files = given.flatMap((option) => ('file' in option ? option.file : []));
			const data = {
				id: command.id,
				name: command.name,
				type: 1,
				options: given.map((option) =>
					'file' in option ? { name: option.name, type: option.type, value: option.file.id } : option,
				),
				...(files.length > 0 && {
					resolved: { attachments: Object.fromEntries(files.map((file) => [file.id, file])) },
				}),
			};
			return interactions.start(channel, person, { type: 2, data });
		},
		/** Opens the Apps menu of a message. */
		async menu(name: string, message: Message, person: Person = {}): Promise<Answer> {
			const command = registered(3, name);
			const data = {
				id: command.id,
				name: command.name,
				type: 3,
				target_id: message.id,
				resolved: { messages: { [message.id]: messageObject(world, message) } },
			};
			return interactions.start(channelOf(message.channelId), person, { type: 2, data });
		},
		/** Presses a button, found by its label or its custom_id. */
		async press(message: Message, which: string, person: Person = {}): Promise<Answer> {
			const button = message.buttons.find(({ label, custom_id }) => label === which || custom_id === which);
			if (!button)
				throw new Error(`No button ${which}; there are ${message.buttons.map((one) => one.label)}`);
			if (button.custom_id === undefined) throw new Error(`${which} opens ${button.url}`);
			const data = { component_type: 2, custom_id: button.custom_id, id: 1 };
			return interactions.start(
				channelOf(message.channelId),
				person,
				{ type: 3, data, message: messageObject(world, message) },
				message,
			);
		},
	};
}
