import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlayClock } from '../exercise/play.ts';
import { type TestMission, testMission } from '../testing.ts';
import { type Live, playExercise } from './live.ts';

const START_MS = 240_000;
const NOW = Date.UTC(2026, 10, 22, 9);

/** A clock that stands still: the time that lies behind is played, and nothing after it. */
const standing: PlayClock = {
  now: () => NOW,
  wait: (_milliseconds, signal) => new Promise((done) => signal.addEventListener('abort', () => done())),
};

describe('what the simulated staff decides', () => {
  let lively: TestMission;
  let live: Live;
  const faults: string[] = [];
  beforeAll(async () => {
    lively = await testMission();
    const { mission, open, folder } = lively;
    const settings = { seed: 7, rate: 120, days: 3, speed: 1 };
    live = playExercise({
      mission,
      open,
      folder,
      settings,
      clock: standing,
      onFault: (one) => faults.push(one),
    });
    await live.present;
  }, START_MS);
  afterAll(async () => {
    await live.stop();
    await lively.end();
  }, START_MS);

  test('falls on one party as often as on the other, give or take one', async () => {
    const fell = new Map<string, { north: number; south: number }>();
    const add = (what: string, party: unknown) => {
      if (party !== 'north' && party !== 'south') return;
      const counts = fell.get(what) ?? { north: 0, south: 0 };
      counts[party] += 1;
      fell.set(what, counts);
    };
    const { keys } = lively.derived.view.register;
    for await (const { header, body } of lively.mission.log.readFrom(0)) {
      const author = keys.get(header?.by ?? '')?.subject;
      if (header?.kind === 'attribution') {
        add(`${body.attribution} to`, body.party);
        add(`${body.attribution} by`, author);
      }
      if (header?.kind === 'position') add(`${body.on} ${body.stance}`, author);
      if (header?.kind === 'attestation') add('attested', author);
      for (const { by } of (body.dissent ?? []) as readonly { readonly by: string }[])
        add(`dissents from ${header?.kind}`, by);
    }
    for (const what of [
      'assessed to',
      'facts contests',
      'attested',
      'finding contests',
      'dissents from finding',
    ])
      expect([what, fell.get(what)?.north ?? 0, fell.get(what)?.south ?? 0]).not.toContain(0);
    for (const [what, { north, south }] of fell)
      expect([what, Math.abs(north - south) <= 1]).toEqual([what, true]);
  });

  test('is taken by the fold: findings with the votes of both parties, and nothing refused', () => {
    const { incidents, refused } = lively.derived.view;
    const findings = [...incidents.values()].flatMap((one) => one.findings ?? []);
    expect(findings.length).toBeGreaterThan(1);
    for (const { by, vote } of findings) {
      expect(by).toBe('exercise-commission');
      expect(Object.keys({ ...vote?.for, ...vote?.abstained }).toSorted()).toEqual(['north', 'south']);
    }
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('an analyst’s split after a daily report comes with the next: both figures, who and why', async () => {
    const { bulletins, linkings, register } = lively.derived.view;
    const corrected = [...bulletins.values()].flatMap(({ errata }) => errata);
    expect(corrected.length).toBeGreaterThan(0);
    const splits = new Map([...linkings].filter(([, { type }]) => type === 'split'));
    const traced: unknown[] = [];
    for await (const { index, header, body } of lively.mission.log.readFrom(0)) {
      if (splits.has(index)) {
        expect(register.keys.get(header?.by ?? '')?.subject).toBe('exercise-analyst');
        expect(body.reason).toMatch(/^EXERCISE/);
      }
      if (!corrected.includes(index)) continue;
      const [{ was, is }] = body.changes as unknown as [{ readonly was: unknown; readonly is: unknown }];
      expect(is).not.toEqual(was);
      traced.push(...(body.because as readonly number[]).filter((entry) => splits.has(entry)));
    }
    expect(traced.length).toBeGreaterThan(0);
  });
});
