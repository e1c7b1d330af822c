import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatVkey } from './note.ts';
import { formatPolicy, type Policy, type PolicyGroup, parsePolicy, quorumMet } from './policy.ts';
import { expectAccepted } from './refusal.ts';
import { outcome, testSigner } from './testing.ts';

const log = formatVkey(testSigner('log.example/training', 'ed25519').key);
const witnessKeys = Array.from(
  { length: 8 },
  (_, i) => testSigner(`w${i}.example`, 'cosignature-ed25519').key,
);
const [n, s, m] = witnessKeys.map(formatVkey);

const EXAMPLE = `# whom the mission believes
log ${log} https://log.example/training
\twitness  north ${n} https://north.example/
witness south ${s}

witness monitor ${m}
group parties all north south
group quorate 2 parties monitor
quorum quorate
`;

/** A policy of up to eight witnesses in nested groups; the last group or witness, or none, is its quorum. */
const policies: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.integer({ min: 1, max: 8 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat()), { maxLength: 5 }),
    fc.nat(),
  )
  .map(([count, shapes, pick]) => {
    const witnesses = witnessKeys
      .slice(0, count)
      .map((key, i) => ({ name: `w${i}`, key, ...(i % 2 === 0 ? {} : { url: `https://w${i}.example/` }) }));
    let free = witnesses.map(({ name }) => name);
    const groups: PolicyGroup[] = [];
    for (const [size, k] of shapes) {
      const members = free.slice(0, size);
      if (members.length === 0) break;
      const name = `g${groups.length}`;
      groups.push({ name, k: (k % members.length) + 1, members });
      free = [...free.slice(size), name];
    }
    const names = ['none', ...witnesses.map(({ name }) => name), ...groups.map(({ name }) => name)];
    const quorum = pick % 3 === 0 ? (names[pick % names.length] as string) : (names.at(-1) as string);
    return { logs: [{ key: testSigner('log.example/training', 'ed25519').key }], witnesses, groups, quorum };
  });

/** The rule as it reads: a witness that cosigned, or a group of which at least k members did. */
function witnessed(policy: Policy, name: string, cosigned: ReadonlySet<string>): boolean {
  const group = policy.groups.find((one) => one.name === name);
  if (group === undefined) return cosigned.has(name);
  return group.members.filter((member) => witnessed(policy, member, cosigned)).length >= group.k;
}

describe('a policy', () => {
  test('is read with comments, empty lines, tabs and addresses', () => {
    const policy = expectAccepted(parsePolicy(EXAMPLE));
    expect(policy.logs[0]).toMatchObject({
      url: 'https://log.example/training',
      key: { name: 'log.example/training' },
    });
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['north', 'https://north.example/'],
      ['south', undefined],
      ['monitor', undefined],
    ]);
    expect(policy.groups).toEqual([
      { name: 'parties', k: 2, members: ['north', 'south'] },
      { name: 'quorate', k: 2, members: ['parties', 'monitor'] },
    ]);
    expect(policy.quorum).toBe('quorate');
  });

  test('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        expect(parsePolicy(formatPolicy(policy))).toEqual({ ok: true, value: policy });
      }),
    );
  });

  const replaced = (from: string | RegExp, to: string) => EXAMPLE.replace(from, to);
  test.each([
    [
      'a group before its members',
      `group both all north south\nwitness north ${n}\nwitness south ${s}\nquorum both\n`,
      'line 1',
      '"north" is not defined',
    ],
    [
      'a quorum before its group',
      `witness north ${n}\nquorum both\ngroup both any north\n`,
      'line 2',
      '"both" is not defined',
    ],
    [
      'a group that names itself',
      `witness north ${n}\ngroup both any both\nquorum both\n`,
      'line 2',
      'not defined',
    ],
    ['two quorum lines', `${EXAMPLE}quorum none\n`, 'line 10', 'exactly one quorum'],
    ['a quorum of two names', replaced('quorum quorate', 'quorum north south'), 'line 9', 'expected "quorum'],
    ['a threshold above the members', replaced('group quorate 2', 'group quorate 3'), 'line 8', '"3" of 2'],
    ['a threshold of 0', replaced('group quorate 2', 'group quorate 0'), 'line 8', '"0" of 2'],
    ['a threshold with a leading zero', replaced('group quorate 2', 'group quorate 02'), 'line 8', '"02"'],
    ['a threshold with a sign', replaced('group quorate 2', 'group quorate +2'), 'line 8', '"+2"'],
    [
      'a group without members',
      replaced('group quorate 2 parties monitor', 'group quorate 2'),
      'line 8',
      'expected "group',
    ],
    [
      'a member in two groups',
      replaced('parties monitor', 'parties north'),
      'line 8',
      'member of a group already',
    ],
    ['a member twice', replaced('all north south', 'all north north'), 'line 7', 'member of a group already'],
    ['none as a member', replaced('all north south', 'any none'), 'line 7', '"none"'],
    ['a witness named none', replaced('witness monitor', 'witness none'), 'line 6', 'taken'],
    ['a name twice', replaced('witness south', 'witness north'), 'line 4', 'taken'],
    ['a group named as a witness is', replaced('group parties', 'group monitor'), 'line 7', 'taken'],
    ['a key twice', replaced(s as string, n as string), 'line 4', 'twice'],
    ['a log with a witness key', replaced(log, m as string), 'line 2', 'cannot have a key of this type'],
    ['a witness with a log key', replaced(s as string, log), 'line 4', 'cannot have a key of this type'],
    ['a key that was changed', replaced(s as string, (s as string).replace(/.$/, 'A')), 'line 4', ''],
    [
      'a fifth word on a witness line',
      replaced('https://north.example/', 'https://north.example/ more'),
      'line 3',
      'expected "witness',
    ],
    ['an unknown line', replaced('group parties', 'party parties'), 'line 7', 'begins no line'],
    ['an upper-case word', replaced('group parties', 'Group parties'), 'line 7', 'begins no line'],
    ['a byte order mark', `\ufeff${EXAMPLE.slice(EXAMPLE.indexOf('log'))}`, 'line 1', 'begins no line'],
    [
      'a no-break space as separator',
      replaced('witness south ', 'witness\u00a0south '),
      'line 4',
      'begins no line',
    ],
  ])('with %s is refused, and the line is named', (_, text, line, why) => {
    const result = parsePolicy(text);
    const message = result.ok ? 'accepted' : result.refusal.message;
    expect(message).toContain(`${line} of the policy`);
    expect(message).toContain(why);
  });

  test.each([
    ['no quorum', EXAMPLE.replace('quorum quorate\n', ''), 'policy-quorum'],
    ['nothing in it', '\n', 'policy-quorum'],
    ['no last line feed', EXAMPLE.slice(0, -1), 'policy-line'],
    ['lines ended as Windows does', EXAMPLE.replaceAll('\n', '\r\n'), 'policy-characters'],
    ['a zero byte', EXAMPLE.replace('whom', '\u0000'), 'policy-characters'],
    ['more than a thousand lines', `${'\n'.repeat(1000)}${EXAMPLE}`, 'policy-size'],
  ])('with %s is refused', (_, text, code) => {
    expect(outcome(parsePolicy(text))).toBe(code);
  });
});

describe('a quorum', () => {
  test('is met exactly where the rule, read plainly, says so', () => {
    const cases = policies.chain((policy) =>
      fc.tuple(fc.constant(policy), fc.subarray(policy.witnesses.map(({ name }) => name))),
    );
    fc.assert(
      fc.property(cases, ([policy, names]) => {
        const cosigned = new Set(names);
        const expected = policy.quorum === 'none' || witnessed(policy, policy.quorum, cosigned);
        expect(quorumMet(policy, cosigned)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['nobody', [], false],
    ['one party', ['north'], false],
    ['both parties', ['north', 'south'], false],
    ['the monitor alone', ['monitor'], false],
    ['one party and the monitor', ['south', 'monitor'], false],
    ['all', ['north', 'south', 'monitor'], true],
    ['a stranger under the name of a group', ['parties', 'monitor'], false],
    ['a stranger under the name of the quorum', ['quorate'], false],
  ])('of both parties and the monitor, with %s: %s', (_, cosigned, met) => {
    expect(quorumMet(expectAccepted(parsePolicy(EXAMPLE)), new Set(cosigned as string[]))).toBe(met);
  });
});
