/** Ways to name a place inside the network. None of them may be reached by a fetcher that allows nothing private. */
import type { Resolve } from '../../src/feed/guard.ts';

/** Hosts, as they stand in an address; each means this machine, its network or a range that is nobody's. */
export const INSIDE_HOSTS: readonly string[] = [
	...[
		'127.0.0.1',
		'127.1',
		'127.0.1',
		'127.255.255.254',
		'0.0.0.0',
		'0',
		'10.0.0.1',
		'192.168.1.1',
		'172.16.0.1',
	],
	...['169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.0.8', '192.0.2.1', '224.0.0.1', '240.0.0.1'],
	// Decimal, octal, hexadecimal, mixed, with a trailing dot, with dots and digits of other scripts.
	...[
		'2130706433',
		'017700000001',
		'0x7f000001',
		'0x7f.1',
		'0177.0.0.1',
		'0x7f.0.0.0x1',
		'127.0.0.1.',
		'0x7F.1.',
	],
	...['127。0。0。1', '127.0.0.1', '①②⑦.⓪.⓪.①', '%31%32%37.0.0.1', '0251.0376.0251.0376', '2852039166'],
	...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
	...[
		'[::ffff:0:127.0.0.1]',
		'[64:ff9b::127.0.0.1]',
		'[64:ff9b:1::127.0.0.1]',
		'[2002:7f00:1::]',
		'[2002:7f00:1::1]',
	],
	...[
		'[2001:0:4136:e378:8000:63bf:80ff:fffe]',
		'[fe80::1]',
		'[fc00::1]',
		'[fd00:ec2::254]',
		'[ff02::1]',
		'[100::1]',
	],
	...[
		'[2001:db8::1]',
		'[2001:10::1]',
		'[2001:2::1]',
		'[5f00::1]',
		'[::ffff:169.254.169.254]',
		'[fe80::1%25lo]',
		'[::1%251]',
	],
	...[
		'localhost',
		'LOCALHOST',
		'localhost.',
		'ＬＯＣＡＬＨＯＳＴ',
		'a@127.0.0.1',
		'public.example@localhost',
	],
];

/** What a name server may answer; `{}` stands for the second time it is asked. */
export const INSIDE_ANSWERS: readonly (readonly [string, readonly (readonly string[])[]])[] = [
	['private', [['127.0.0.1']]],
	['one private among public ones', [['203.0.114.9', '127.0.0.1']]],
	['private first', [['127.0.0.1', '203.0.114.9']]],
	['IPv6 loopback', [['::1']]],
	['mapped', [['::ffff:127.0.0.1']]],
	['NAT64', [['64:ff9b::7f00:1']]],
	['link-local', [['169.254.169.254']]],
	['a zone', [['fe80::1%lo']]],
	['no address at all', [['localhost']]],
	['nothing', [[]]],
	['public, then private (rebinding)', [['192.88.99.1'], ['127.0.0.1']]],
];

/** Answers each time the next of `answers`, the last for ever. */
export function resolverOf(answers: readonly (readonly string[])[]): Resolve {
	let times = 0;
	return (_host, _options, answer) => {
		const found = answers[Math.min(times++, answers.length - 1)] ?? [];
		answer(
			null,
			found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
		);
	};
}
