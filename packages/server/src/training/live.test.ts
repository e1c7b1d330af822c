import { cellsOf, countingRuleNamed, EACH_EXPLOSION, MISSION, wordsOf } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPlace } from '../exercise/place-files.ts';
import { filingsSince, type PlayClock } from '../exercise/play.ts';
import { DAY_MS } from '../exercise/rows.ts';
import { GENERATORS } from '../exercise/simulations.ts';
import { type TestMission, testMission } from '../testing.ts';
import { type Live, playExercise } from './live.ts';

const START_MS = 120_000;
const NOW = Date.UTC(2026, 10, 22, 9);
const SETTINGS = { seed: 7, rate: 25, days: 2, speed: 1 };

/** A clock that stands still: the time that lies behind is played, and nothing after it. */
const standing: PlayClock = {
  now: () => NOW,
  wait: (_milliseconds, signal) => new Promise((done) => signal.addEventListener('abort', () => done())),
};

function playedIn(
  { mission, open, folder, faults }: TestMission,
  clock: PlayClock = standing,
  onProgress: (share: number) => void = () => undefined,
): Live {
  const onFault = (message: string) => void (faults as string[]).push(message);
  return playExercise({ mission, open, folder, settings: SETTINGS, clock, onProgress, onFault });
}

/** Ids of what the simulators file until a moment. */
async function expectedIds(until: number): Promise<ReadonlySet<string>> {
  const simulation = GENERATORS.first(await loadPlace(), { ...SETTINGS, density: 'normal' });
  const ids = new Set<string>();
  for (const { at, report } of filingsSince(simulation, NOW - SETTINGS.days * DAY_MS)) {
    if (at > until) break;
    ids.add(report.id);
  }
  return ids;
}

/** Ids of the simulated reports on record, each as often as an entry filed it. */
const filedIds = ({ derived }: TestMission) =>
  [...derived.view.reports.values()].map(({ view }) => view.id).filter((id) => !id.startsWith('0198c9b2'));

describe('an exercise that is opened', () => {
  let here: TestMission;
  let live: Live;
  const shares: number[] = [];
  beforeAll(async () => {
    here = await testMission();
    live = playedIn(here, standing, (share) => shares.push(share));
    await live.present;
  }, START_MS);
  afterAll(async () => {
    await live.stop();
    await here.end();
  }, START_MS);

  test('has the days behind it in the record, and nothing of the time to come', async () => {
    expect(new Set(filedIds(here))).toEqual(await expectedIds(NOW));
    expect(here.faults).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test('says in every report, and in every word of its staff, that it is simulated', async () => {
    const kinds = new Map<string, number>();
    for await (const { header, body, withheld } of here.mission.log.readFrom(0)) {
      const text = [body.text, withheld.text, body.reason, withheld.reason].find((one) => one !== undefined);
      if (text === undefined || header?.kind === undefined) continue;
      kinds.set(header.kind, (kinds.get(header.kind) ?? 0) + 1);
      expect(String(text)).toMatch(/^(EXERCISE|EXERCICE|УЧЕНИЯ|НАВЧАННЯ|تمرين)/);
    }
    for (const kind of ['report', 'assessment', 'position', 'complaint', 'answer'])
      expect([kind, kinds.get(kind) ?? 0]).not.toEqual([kind, 0]);
  });

  test('groups its reports by fusion, under texts with a line, from sources that are registered', () => {
    const { view } = here.derived;
    expect(view.method).toMatch(/^fusion /);
    expect(view.incidents.size).toBeLessThan(view.reports.size);
    expect(view.agreements.map(({ agreement }) => agreement.agreement)).toEqual([
      'exercise-separation',
      'exercise-north-south',
    ]);
    expect(view.sources.get('liaison-north')).toMatchObject({ of: 'party', party: 'north' });
    const strange = [...view.reports.values()].filter((one) => !view.sources.has(one.view.source));
    expect(strange).toEqual([]);
  });

  test('issues a daily report with a count, and the coverage that everyone may know beside it', () => {
    const { bulletins } = here.derived.view;
    expect([...bulletins.keys()]).toEqual(['EXERCISE 2026-11-20', 'EXERCISE 2026-11-21']);
    for (const { body } of bulletins.values()) {
      const { count, coverage } = body.figures as unknown as {
        readonly count: { readonly best: number };
        readonly coverage: { readonly recorded: boolean; readonly hours: number; readonly of: number };
      };
      expect(count.best).toBeGreaterThan(0);
      expect(coverage.recorded).toBe(true);
      expect(coverage.hours).toBeGreaterThan(100);
      expect(coverage.hours).toBeLessThan(coverage.of);
    }
  });

  test('has an area that nobody could look into: it says "not observed" and why, and never 0', () => {
    const rule = countingRuleNamed(here.derived.view, EACH_EXPLOSION.rule) ?? EACH_EXPLOSION;
    const stretch = { from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 22) };
    const words = cellsOf(here.derived.view, { rule, ...stretch, audience: PUBLIC }, 'day').map(wordsOf);
    expect(words.filter((one) => one.startsWith('not observed: access')).length).toBeGreaterThan(0);
    expect(words.filter((one) => / in .* of .* position-hours$/.test(one)).length).toBeGreaterThan(2);
  });

  test('keeps who observed what in the mission, and tells everyone sums without a source', () => {
    const { coverage } = here.derived.view;
    const open = [...coverage.values()].filter(({ audience }) => audience === PUBLIC);
    const over = open.filter(({ body }) => body.running === undefined);
    expect(over.length).toBe(10);
    // Of the day that goes on, what its finished shift comes to: nobody is told of the one that is on now.
    const running = open.filter(({ body }) => body.running === true);
    expect(running.length).toBeGreaterThan(0);
    for (const { body } of running)
      expect([body.from, body.to]).toEqual(['2026-11-22T00:00:00Z', '2026-11-22T08:00:00Z']);
    for (const { body } of open) expect([body.state, body.source]).toEqual(['summed', undefined]);
    expect(
      [...coverage.values()].some(({ audience, body }) => audience === MISSION && body.state === 'not'),
    ).toBe(true);
  });

  test('has incidents that people worked on, and complaints answered by somebody else', () => {
    const { incidents, complaints } = here.derived.view;
    const worked = [...incidents.values()].filter(({ status }) => status !== 'alleged');
    expect(worked.length).toBeGreaterThan(0);
    for (const { number } of worked) expect(number).toMatch(/^EX-\d{4}$/);
    for (const { status, verifiedBy } of worked)
      if (status === 'verified') expect(verifiedBy?.length).toBe(2);
    const answered = [...complaints.values()].filter(({ answers }) => answers.length > 0);
    expect(answered.length).toBeGreaterThan(0);
    for (const { answers, party } of answered) expect(answers[0]?.by).not.toBe(party);
  });
});

describe('an exercise that was cut off in the middle', () => {
  test(
    'goes on where the record ended: the same reports, each once, and nothing done twice',
    async () => {
      let here = await testMission();
      const file = here.mission.file.bind(here.mission);
      // Reports are durable, and the process ends before anybody could do anything about them.
      here.mission.file = async (reports) => {
        await file(reports);
        throw new Error('the machine failed');
      };
      const first = playedIn(here);
      await first.present;
      await first.stop();
      expect(here.faults).toEqual([expect.stringContaining('the machine failed')]);
      here = await here.restart();
      try {
        // The reports were there, and the staff had not begun.
        expect([here.derived.view.reports.size > 20, here.derived.view.bulletins.size]).toEqual([true, 0]);
        const second = playedIn(here);
        await second.present;
        await second.stop();
        const size = here.mission.log.size();
        const ids = filedIds(here);
        expect(ids.length).toBe(new Set(ids).size);
        expect(new Set(ids)).toEqual(await expectedIds(NOW));
        // Kept by what they are about, so what was written twice would show as more entries than these.
        const written = new Map<string, number>();
        for await (const { header, body, withheld } of here.mission.log.readFrom(0)) {
          const { kind = '' } = header ?? {};
          const about = { ...body, ...withheld };
          const name = {
            coverage: `${String(about.id)} ${String(about.to)}`,
            access: about.id,
            source: about.source,
            complaint: about.report,
            answer: about.complaint,
            bulletin: about.number,
            number: about.incident,
            report: `${String(about.source)} ${String(about.id)}`,
          }[kind];
          if (name !== undefined)
            written.set(`${kind} ${String(name)}`, (written.get(`${kind} ${String(name)}`) ?? 0) + 1);
        }
        expect([...here.derived.view.bulletins.keys()]).toEqual([
          'EXERCISE 2026-11-20',
          'EXERCISE 2026-11-21',
        ]);
        const shifts = [...here.derived.view.coverage.values()].filter(
          ({ audience }) => audience === MISSION,
        );
        // As many in the first shift as in those of a day that nothing cut off, give or take a patrol.
        expect(shifts.filter(({ body }) => body.from < '2026-11-20T16:00:00Z').length).toBeGreaterThan(100);
        expect([...written].filter(([, times]) => times > 1)).toEqual([]);
        const third = playedIn(here);
        await third.present;
        await third.stop();
        expect(here.mission.log.size()).toBe(size);
        expect(here.faults).toEqual([]);
      } finally {
        await here.end();
      }
    },
    START_MS,
  );
});

test(
  'after the present, reports come as they are due, and not before',
  async () => {
    const here = await testMission();
    let now = NOW;
    const waiting: PlayClock = {
      now: () => now,
      // Time passes only while somebody waits for it.
      wait: async (milliseconds, signal) => {
        await new Promise((done) => setImmediate(done));
        if (!signal.aborted) now += milliseconds;
      },
    };
    const live = playedIn(here, waiting);
    try {
      await live.present;
      const more = Promise.withResolvers<void>();
      here.mission.onChange(() => {
        if (now >= NOW + DAY_MS / 8) more.resolve();
      });
      await more.promise;
    } finally {
      await live.stop();
    }
    await here.mission.settled();
    const filed = new Set(filedIds(here));
    expect(filed.difference(await expectedIds(now))).toEqual(new Set());
    expect((await expectedIds(NOW + DAY_MS / 10)).difference(filed)).toEqual(new Set());
    await here.end();
  },
  START_MS,
);
