import { type Command, command } from '../src/core/command.ts';
import { helpView } from '../src/doc/views.ts';

/** It is told of the others, so that what it says comes from their literals. */
export const helpOn = (others: readonly Command[]): Command =>
	command({
		name: 'help',
		access: 'everyone',
		reply: 'private',
		onMessage: false,
		options: {},
		async run(_args, { t }) {
			const entries = others.map(({ name, access }) => ({
				about: t(`command-${name}`),
				example: t(`example-${name}`),
				managersOnly: access === 'manager',
			}));
			return helpView(entries, t);
		},
	});
