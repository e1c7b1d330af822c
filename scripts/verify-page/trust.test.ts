import { describe, expect, test } from 'vitest';
import { sampleLog } from './sample-log.ts';
import { readTrust } from './trust.ts';

const { policy, vkey } = sampleLog(2);
const witness = policy.match(/^witness north (\S+)$/m)?.[1] ?? '';

function names(text: string) {
  const trust = readTrust(text);
  if (!trust.ok) return trust.refusal.message;
  const { logs, witnesses, quorum } = trust.value;
  return { logs: logs.map(({ key }) => key.name), witnesses: witnesses.map(({ name }) => name), quorum };
}

describe('what a person pastes as the ones they believe', () => {
  test('is a policy where it has the lines of one', () => {
    const whole = { logs: ['record.example/training'], witnesses: ['north', 'south'], quorum: 'both' };
    expect(names(policy)).toEqual(whole);
    expect(names(`\r\n  ${policy.replaceAll('\n', ' \r\n')}\r\n`)).toEqual(whole);
  });

  test('may be the key of the log alone', () => {
    expect(names(vkey)).toEqual({ logs: ['record.example/training'], witnesses: [], quorum: 'none' });
  });

  test('may be keys of log and witnesses, which make no quorum', () => {
    const both = { logs: ['record.example/training'], witnesses: ['north.example/witness'], quorum: 'none' };
    expect(names(`${vkey}\n\n# north\n${witness}\n`)).toEqual(both);
  });

  test.each([
    ['nothing', '  \n', /the key of the log/],
    ['a key with one character changed', vkey.replace(/A/, 'B'), /key/],
    ['a sentence', 'we believe the monitor', /not a verifier key/],
    ['a policy without a quorum', policy.replace(/quorum.*\n/, ''), /quorum/],
    ['a policy with a witness cut in half', policy.replace(/^witness north .*$/m, 'witness north'), /line 2/],
  ])('is refused with a reason when it is %s', (_, text, reason) => {
    expect(names(text)).toMatch(reason);
  });
});
