import { describe, expect, test } from 'vitest';
import type { Json } from '../record/index.ts';
import { testKey } from '../record/testing.ts';
import { reportKey } from './incident.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState } from './state.ts';
import { Desk, foldOf, idOf, reportOf } from './testing.ts';
import { fuse } from './testing-fused.ts';
import { MISSION, type ReportField, reportFields } from './views.ts';

// The record alone, without the desk that asks before it writes: whoever folds it again refuses what a server let in.

const PEOPLE = ['verifier-1', 'verifier-2', 'verifier-3'];
const OFFICES = Object.fromEntries([...PEOPLE, 'duty-1', 'duty-2'].map((one) => [one, ['verify', 'duty']]));
const WHY_NOT = /who reported it does not assess it: another person must/;

const keyOf = (person: string) => testKey(`person ${person}`);

class OwnReports extends Desk {
  constructor() {
    super();
    for (const person of PEOPLE) this.log.introduce(keyOf(person), 'person', person);
    this.rules({ offices: OFFICES });
  }

  /** A report of that number under somebody's signature, or under the device's; answers its key. */
  filed(number: number, by?: string, { source = `post-${number}`, audience = 'public' } = {}): string {
    const report = reportOf({ id: idOf(number), source });
    const fields = reportFields(report).map((field: ReportField) =>
      audience === 'public' ? field : { ...field, audience },
    );
    this.log.append({ fields, audience, ...(by === undefined ? {} : { by: keyOf(by) }) });
    return reportKey(report);
  }

  /** Somebody's word on the status of an incident. */
  says(by: string, incident: string, status: string, audience = 'public'): number {
    const body = { incident, status, reason: 'seen on the spot' };
    const stated =
      audience === 'public'
        ? { open: body as Json }
        : { fields: Object.entries(body).map(([name, value]) => ({ name, value, audience })) };
    return this.log.append({ kind: 'assessment', audience, by: keyOf(by), ...stated });
  }

  device(source: string, by: string, second?: string): void {
    const member = {
      ...{ handle: 'camera-1', roles: ['device'], sources: [source], by },
      ...(second === undefined ? {} : { with: second }),
    };
    const fields = Object.entries(member).map(([name, value]) => ({ name, value, audience: MISSION }));
    this.log.append({ kind: 'member', audience: MISSION, by: this.log.registrar, fields });
  }

  join(reports: readonly string[]): void {
    this.put('duty-1', 'join', { reports, reason: 'one salvo' });
  }

  async asPublic(): Promise<MissionState> {
    return foldOf(await this.read());
  }
}

const statusOf = (state: MissionState, key: string) => incidentWith(state, key)?.status;

describe('nobody judges what they reported, whatever a server lets into the record', () => {
  test.each<{
    readonly what: string;
    readonly file: (on: OwnReports) => string;
    readonly audience?: string;
  }>([
    { what: 'who signed the report, whatever source it names', file: (on) => on.filed(1, 'verifier-1') },
    {
      what: 'who is the source that it names',
      file: (on) => on.filed(1, undefined, { source: 'verifier-1' }),
    },
    {
      what: 'who signed one of the reports that were joined',
      file: (on) => {
        const [a, b] = [on.filed(1, 'verifier-2'), on.filed(2, 'verifier-1')];
        on.join([a, b]);
        return a;
      },
    },
    {
      what: 'who filed the same once more',
      file: (on) => {
        on.filed(1, 'verifier-2');
        return on.filed(1, 'verifier-1');
      },
    },
    {
      what: 'who made the device that filed it, where the mission alone decides',
      audience: MISSION,
      file: (on) => {
        on.device('post-1', 'verifier-1');
        return on.filed(1, undefined, { audience: MISSION });
      },
    },
    {
      what: 'who agreed to that device, also once another made it anew',
      audience: MISSION,
      file: (on) => {
        on.device('post-1', 'duty-2', 'verifier-1');
        on.device('post-1', 'duty-2');
        return on.filed(1, undefined, { audience: MISSION });
      },
    },
    {
      what: 'who made the device, of a public report, for the mission beside what everyone reads',
      audience: MISSION,
      file: (on) => {
        on.device('post-1', 'verifier-1');
        return on.filed(1);
      },
    },
  ])('$what', async ({ file, audience = 'public' }) => {
    const on = new OwnReports();
    const key = file(on);
    on.says('duty-1', key, 'under inquiry', audience);
    const own = on.says('verifier-1', key, 'refuted', audience);
    const refused = await on.fold();
    expect(refused.refused).toEqual([
      expect.objectContaining({
        index: own,
        body: expect.objectContaining({ incident: key, why: expect.stringMatching(WHY_NOT) }),
      }),
    ]);
    on.says('verifier-3', key, 'refuted', audience);
    const taken = await on.fold();
    expect(taken.refused).toHaveLength(1);
    const axes = audience === MISSION ? taken.asides.get(key)?.[MISSION]?.status : undefined;
    expect(axes ?? statusOf(taken, key)).toBe('refuted');
  });

  test('a grade of one’s own report changes nothing; another’s stands', async () => {
    const on = new OwnReports();
    const key = on.filed(1, 'verifier-1');
    const grade = (by: string) =>
      on.log.append({ kind: 'grade', by: keyOf(by), open: { report: key, grade: 'A1', reason: 'r' } });
    grade('verifier-1');
    expect((await on.fold()).grades.has(key)).toBe(false);
    grade('verifier-3');
    expect((await on.fold()).grades.get(key)).toHaveLength(1);
  });
});

describe('two persons verify, and neither reported it', () => {
  function corroborated(on: OwnReports): string {
    const [a, b] = [on.filed(1, 'verifier-1'), on.filed(2)];
    on.join([a, b]);
    for (const status of ['under inquiry', 'corroborated']) on.says('duty-1', a, status);
    return a;
  }

  test('who filed is neither the first nor the second', async () => {
    const on = new OwnReports();
    on.rules({ offices: OFFICES, corroboration: 1 });
    const key = corroborated(on);
    on.says('verifier-1', key, 'verified');
    on.says('verifier-2', key, 'verified');
    on.says('verifier-1', key, 'verified');
    const waiting = await on.fold();
    expect(waiting.refused.map(({ body }) => body.why)).toEqual([
      expect.stringMatching(WHY_NOT),
      expect.stringMatching(WHY_NOT),
    ]);
    expect(incidentWith(waiting, key)).toMatchObject({ status: 'corroborated', verifying: 'verifier-2' });
    on.says('verifier-3', key, 'verified');
    expect(incidentWith(await on.fold(), key)).toMatchObject({
      ...{ status: 'verified', verifiedBy: ['verifier-2', 'verifier-3'] },
    });
  });

  test('whose own report came to it after they held it verified, holds nothing: the next person is the first', async () => {
    const on = new OwnReports();
    on.rules({ offices: OFFICES, corroboration: 1 });
    const key = corroborated(on);
    on.says('verifier-2', key, 'verified');
    on.join([key, on.filed(3, 'verifier-2')]);
    on.says('verifier-3', key, 'verified');
    expect(incidentWith(await on.fold(), key)).toMatchObject({
      status: 'corroborated',
      verifying: 'verifier-3',
    });
    on.says('duty-2', key, 'verified');
    expect(incidentWith(await on.fold(), key)).toMatchObject({ verifiedBy: ['verifier-3', 'duty-2'] });
  });

  test('what was decided before one’s own report came to it stands', async () => {
    const on = new OwnReports();
    const key = on.filed(1);
    on.says('verifier-1', key, 'under inquiry');
    on.says('verifier-1', key, 'refuted');
    on.join([key, on.filed(2, 'verifier-1')]);
    expect(statusOf(await on.fold(), key)).toBe('refuted');
  });
});

describe('who reads what', () => {
  test('who made a device is the mission’s to know: for everyone its decision stands, and the public’s root with it', async () => {
    const on = new OwnReports();
    on.device('post-1', 'verifier-1');
    const key = on.filed(1);
    on.says('duty-1', key, 'under inquiry');
    on.says('verifier-1', key, 'refuted');
    const [mission, everyone] = [await on.fold(), await on.asPublic()];
    expect([statusOf(mission, key), statusOf(everyone, key)]).toEqual(['refuted', 'refuted']);
    expect(stateRoot(mission, 'public')).toBe(stateRoot(everyone, 'public'));
  });

  test('what the mission alone was told by somebody keeps nobody from what everyone reads', async () => {
    const on = new OwnReports();
    const key = on.filed(1);
    on.filed(1, 'verifier-1', { audience: MISSION });
    on.says('duty-1', key, 'under inquiry');
    on.says('verifier-1', key, 'refuted');
    const [mission, everyone] = [await on.fold(), await on.asPublic()];
    expect([statusOf(mission, key), statusOf(everyone, key)]).toEqual(['refuted', 'refuted']);
    expect(stateRoot(mission, 'public')).toBe(stateRoot(everyone, 'public'));
  });

  test('is known again from a snapshot, also under fusion', async () => {
    const on = new OwnReports();
    fuse(on);
    const key = on.filed(1, 'verifier-1');
    on.says('duty-1', key, 'under inquiry');
    const kept = restoreState(snapshotOf(await on.fold()));
    expect(kept.ok && kept.value.reports.get(key)?.by).toBe('verifier-1');
  });
});
