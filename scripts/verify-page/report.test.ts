import { describe, expect, test } from 'vitest';
import {
  type Audit,
  auditLog,
  expectAccepted,
  parsePolicy,
  type WitnessStanding,
  webCrypto,
} from '../../packages/core/src/record/index.ts';
import { type Report, reportOf } from './report.ts';
import { sampleLog } from './sample-log.ts';

const { files, policy: policyText } = sampleLog(3);
const policy = expectAccepted(parsePolicy(policyText));
const open = { ...policy, quorum: 'none' };
const whole = await auditLog(
  { read: async (path) => files.get(path) },
  { policy, verifier: webCrypto(crypto.subtle) },
);
const now = Date.UTC(2026, 4, 4, 4) / 1000;

const fact = (report: Report, name: string): string | undefined =>
  report.facts.find((one) => one.name === name)?.value;

const standing = (state: WitnessStanding['state'], size = 3, unixSeconds = now - 7200): Audit => ({
  ...whole,
  quorumSize: 0,
  witnesses: [{ name: 'north', state, size, unixSeconds }],
});

describe('the words of the page', () => {
  test('praise only what the policy asked for', () => {
    const says = (audit: Audit, under = policy) => reportOf(audit, under, now).verdict;
    const holds = 'All 3 entries are as the log signed them';
    expect(says(whole)).toBe(`${holds}, and your quorum co-signed it.`);
    expect(says(whole, open)).toBe(`${holds}, and every witness you named co-signed it.`);
    expect(says(standing('behind', 2))).toBe(`${holds}. Of 1 witness you named, 0 co-signed all of it.`);
    // Under no quorum an audit counts every size as met; the words must not.
    expect(says({ ...standing('never'), quorumSize: 3 }, open)).toContain('0 co-signed all of it');
    expect(says({ ...whole, witnesses: [] }, open)).toContain('nobody else vouches for it here');
  });

  test.each([
    ['current', 'Co-signed this checkpoint, 2 hours ago.'],
    ['behind', 'Co-signed the first 2 entries, 2 hours ago.'],
    ['ahead', 'Co-signed 2 entries, 2 hours ago: more than this copy has.'],
    ['forked', 'Co-signed another history of 2 entries, 2 hours ago.'],
  ] as const)('tell where a witness stands that is %s', (state, words) => {
    expect(fact(reportOf(standing(state, 2), policy, now), 'north')).toBe(words);
  });

  test.each([
    [30, 'less than a minute ago'],
    [61, '1 minute ago'],
    [7200, '2 hours ago'],
    [86_400 * 3, '3 days ago'],
    [-3600, 'dated in the future by your clock'],
  ])('give the age of a co-signature made %d seconds ago', (age, words) => {
    const report = reportOf(standing('current', 3, now - age), policy, now);
    expect(fact(report, 'north')).toBe(`Co-signed this checkpoint, ${words}.`);
  });

  test('say how much of the problems is listed, and praise nothing', () => {
    const problems = [{ code: 'record/x', message: 'entry 1 is wrong', index: 1, expected: 'a', found: 'b' }];
    const report = reportOf({ ...whole, intact: false, problems, problemCount: 1200 }, policy, now);
    expect(report.verdict).toBe('1,200 things do not hold. Keep this copy: it is evidence.');
    expect(report.problems).toEqual([{ says: 'Entry 1 is wrong.', expected: 'a', found: 'b' }]);
    expect(report.more).toBe('Listed are the first 1 of 1,200.');
    expect(report.holds).toBe(false);
  });

  test('count what could not be looked into', () => {
    const entries = { ...whole.entries, sealed: 5, opened: 2, withheld: 7, erased: 1 };
    const { limits } = reportOf({ ...whole, entries }, policy, now);
    expect(limits.slice(0, 3)).toEqual([
      '3 restricted entries: only that nothing was altered was checked.',
      '7 fields not in this copy, only what was committed to.',
      '1 field erased; the record says by whom and why.',
    ]);
  });
});
