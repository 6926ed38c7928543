/** Takes over a whole list of feeds from a file or an address; without either, it says how, and how the last one stands. */
import { command } from '../src/core/command.ts';
import { importHelp, importProgress } from '../src/doc/views.ts';
import { UserError } from '../src/errors.ts';

export default command({
	name: 'import',
	access: 'manager',
	// It stays in the channel: its report replaces it, perhaps much later.
	reply: 'public',
	onMessage: false,
	options: {
		file: { type: 'file' },
		address: { type: 'text', required: false, maxLength: 2_000, prose: true },
	},
	async run({ file, address }, { channel, locale, signal, t, takesFile, ...answered }, news) {
		if (file !== undefined && address !== undefined) throw new UserError('problem-import-both');
		const from = file ?? address;
		if (from === undefined) return importHelp(await news.lastImport(channel), takesFile, t);
		const view = await news.import({ channel, from, locale, signal, answered });
		return importProgress(view, t, answered.revise ? 'kept' : 'left');
	},
});
