/**
 * What updates told us about chats. Rules:
 * 1. Who removed us, and which group became a supergroup: a post there needs no call to be refused.
 * 2. Who may manage a chat, by Telegram's own rights, asked when a command needs it and kept for a minute.
 * 3. In memory only: after a restart Telegram's answers say the same again.
 */
import type { Api } from 'grammy';
import type { SendOutcome } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { explain } from './failure.ts';
import type { Request } from './interpret.ts';
import type { TelegramUpdate } from './schema.ts';

const MANAGER_MS = 60_000;
const MAX_KEPT = 5_000;

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
	map.delete(key);
	map.set(key, value);
	const oldest = map.keys().next();
	if (map.size > MAX_KEPT && !oldest.done) map.delete(oldest.value);
}

export interface Chats {
	/** Takes note of removals and migrations. */
	notice(update: TelegramUpdate): void;
	/** Why a message to this chat cannot arrive, if that is known. */
	closed(chat: number): SendOutcome | undefined;
	isManager(request: Request): Promise<boolean>;
}

export function createChats(api: Api, log: Log, now: () => number = Date.now): Chats {
	const removed = new Map<number, string>();
	const moved = new Map<number, number>();
	const managers = new Map<string, { readonly until: number; readonly answer: boolean }>();

	async function ask(chat: number, person: number): Promise<boolean> {
		const key = `${chat}:${person}`;
		const kept = managers.get(key);
		if (kept && kept.until > now()) return kept.answer;
		try {
			const { status } = await api.getChatMember(chat, person);
			const answer = status === 'creator' || status === 'administrator';
			keep(managers, key, { until: now() + MANAGER_MS, answer });
			return answer;
		} catch (error) {
			// Not kept: a right that could not be asked for is asked for again.
			log.warn({ chat, reason: explain(error) }, 'Telegram did not say who manages a chat');
			return false;
		}
	}

	return {
		notice(update) {
			const membership = update.my_chat_member;
			if (membership) {
				const { id } = membership.chat;
				const { status } = membership.new_chat_member;
				if (status === 'left' || status === 'kicked') keep(removed, id, `the bot was removed (${status})`);
				else removed.delete(id);
				log.info({ chat: id, status }, 'membership in a Telegram chat changed');
			}
			const to = update.message?.migrate_to_chat_id;
			if (update.message && to !== undefined) {
				keep(moved, update.message.chat.id, to);
				log.info({ chat: update.message.chat.id, to }, 'a Telegram group became a supergroup');
			}
		},
		closed(chat) {
			const to = moved.get(chat);
			if (to !== undefined) return { kind: 'moved', to: `telegram:${to}` };
			const reason = removed.get(chat);
			return reason === undefined ? undefined : { kind: 'gone', reason };
		},
		async isManager({ place, asChat, person }) {
			if (place.kind === 'private' || asChat) return true;
			return person !== undefined && ask(place.chat, person);
		},
	};
}
