/** The rude server of the bench, in a process of its own. Messages: out its port; in anything, out what is open. */
import { HOSTILE_ANSWERS } from '../../tests/stand-ins/hostile-answers.ts';
import { startRudeServer } from '../../tests/stand-ins/rude-server.ts';

const server = await startRudeServer((socket, ask) => {
	const number = Number(/^GET \/(\d+)/.exec(ask)?.[1] ?? -1);
	HOSTILE_ANSWERS[number]?.answer(socket, ask);
});
process.on('message', () => process.send?.(server.open));
process.on('disconnect', () => process.exit(0));
process.send?.(server.port);
