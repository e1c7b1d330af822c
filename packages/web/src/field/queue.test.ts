import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FieldDevice } from './device.ts';
import { newForm, withChanges } from './form.ts';
import { doneOf, isOwed, type Outgoing, type PhotoPart } from './kept.ts';
import { makeLock } from './lock.ts';
import { type Answer, type Transport, waitBefore } from './queue.ts';
import { openValue } from './sealing.ts';
import { memoryStore } from './testing.ts';

const { key } = await makeLock('night ferry copper lamp', { memory: 64, passes: 1 });

function item(n: number, photos: readonly PhotoPart[] = []): Outgoing {
  const report = {
    id: `0198c9b2-7a51-7c3e-9a64-${String(n).padStart(12, '0')}`,
    source: 'patrol-3',
    kind: 'burst',
    occurred: { from: '2026-11-20T21:00:00Z', to: '2026-11-20T21:05:00Z' },
    place: { type: 'point', at: [0, 0], radius: 100 },
  } as const;
  const made = `2026-11-20T21:0${n}:00Z`;
  return {
    is: 'outgoing',
    id: `item-${n}`,
    made,
    what: { report },
    photos,
    standing: { is: 'kept' },
    tries: 0,
    form: {},
  };
}

// What may happen to one request: it is lost on the way, its answer is lost, the server is busy, asks who it is, or answers.
const WEATHER = ['lost', 'answer-lost', 'busy', 'stranger', 'fine'] as const;
type Weather = (typeof WEATHER)[number];

/** A server that records each report once, at the far end of a line with weather; when that ends, it stays fine. */
function serverUnder(weather: readonly Weather[], refuses: ReadonlySet<string> = new Set()) {
  const record = new Map<string, number>();
  const files = new Set<string>();
  let [at, appended] = [0, 0];
  const through = (arrives: () => Answer): Answer => {
    const now = weather[at++] ?? 'fine';
    if (now === 'lost') return { is: 'held', why: 'no-answer' };
    if (now === 'stranger') return { is: 'held', why: 'sign-in' };
    if (now === 'busy') return { is: 'later', after: 1 };
    const answer = arrives();
    return now === 'answer-lost' ? { is: 'held', why: 'no-answer' } : answer;
  };
  const transport: Transport = {
    reaches: async () => true,
    photo: async ({ sha256 }) =>
      through(() => {
        files.add(sha256);
        return { is: 'acknowledged', receipt: { index: -1, already: false } };
      }),
    send: async ({ what, photos }) =>
      through(() => {
        if ('done' in what) throw new Error('what the log has was sent again');
        const { id } = doneOf(what);
        if (refuses.has(id)) return { is: 'refused', status: 422, problem: { code: 'report/form' } };
        if (photos.some(({ sha256 }) => !files.has(sha256)))
          throw new Error('a report came before its photograph');
        const already = record.has(id);
        if (!already) {
          record.set(id, record.size);
          appended += 1;
        }
        return { is: 'acknowledged', receipt: { index: record.get(id) ?? -1, already } };
      }),
  };
  return { transport, record, appended: () => appended, restOfWeather: () => weather.length - at };
}

const photo = (n: number): PhotoPart => {
  const sha256 = String(n).repeat(64);
  return { id: `p-${n}`, sha256, type: 'image/jpeg', bytes: 3, graphic: false };
};

test('whatever fails in whatever order, each report is recorded once and acknowledged, or is still kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...WEATHER), { maxLength: 25 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      async (weather, withPhotos) => {
        const store = memoryStore();
        const { transport, record, appended, restOfWeather } = serverUnder(weather);
        let device = await FieldDevice.open(store, key, () => transport);
        for (const [n, has] of withPhotos.entries()) {
          const photos = has ? [{ ...photo(n), id: await device.keepPhoto(new ArrayBuffer(3)) }] : [];
          await device.save(item(n, photos));
        }
        while (restOfWeather() > 0 && device.view().outgoing.some(isOwed)) {
          await device.send();
          // None is lost, none is said to be acknowledged that the record does not have.
          const { outgoing } = device.view();
          expect(outgoing).toHaveLength(withPhotos.length);
          for (const { standing, what } of outgoing)
            if (standing.is === 'acknowledged')
              expect(record.get(doneOf(what).id)).toBe(standing.receipt.index);
          device.close();
          // Switched off and on: what a device knows is what it kept.
          device = await FieldDevice.open(store, key, () => transport);
        }
        await device.send();
        expect(device.view().outgoing.map(({ standing }) => standing.is)).toEqual(
          withPhotos.map(() => 'acknowledged'),
        );
        expect(appended()).toBe(withPhotos.length);
        // Of what was acknowledged no photograph stays behind.
        expect([...store.rows.keys()].filter((id) => id.startsWith('p-'))).toEqual([]);
        device.close();
      },
    ),
    { numRuns: 150 },
  );
});

test('of what was acknowledged no word stays on the device, and another one at the same place can be begun', async () => {
  const store = memoryStore();
  const device = await FieldDevice.open(store, key, () => serverUnder([]).transport);
  const said = 'the guard at the bridge showed us crossing papers';
  const begun = newForm('report', 'patrol-3', 'en');
  const where = withChanges(begun.where, { name: 'Mill bridge' });
  const given = item(0);
  if (!('report' in given.what)) throw new Error('no report');
  await device.save({
    ...given,
    what: { report: { ...given.what.report, text: said } },
    form: withChanges(begun, { kind: 'burst', text: said, where }),
  });
  await device.send();
  const [row] = device.view().outgoing;
  expect([row?.standing.is, row && doneOf(row.what).source]).toEqual(['acknowledged', 'patrol-3']);
  expect(row?.form).toMatchObject({ kind: 'burst', where: { name: 'Mill bridge' }, text: '' });
  const opened = await Promise.all([...store.rows.values()].map((sealed) => openValue(key, sealed)));
  expect(opened).not.toEqual([]);
  expect(JSON.stringify(opened)).not.toContain(said);
  device.close();
});

test('a photograph that was taken as the form locked is gone at the second opening; one that is named stays', async () => {
  const store = memoryStore();
  const open = () => FieldDevice.open(store, key, () => serverUnder([]).transport);
  const photosLeft = () => [...store.rows.keys()].filter((id) => id.startsWith('p-'));
  const device = await open();
  const loose = await device.keepPhoto(new ArrayBuffer(3));
  const named = await device.keepPhoto(new ArrayBuffer(3));
  // In another window a form is open that names both, and was not kept yet.
  (await open()).close();
  expect(photosLeft()).toEqual([loose, named]);
  const form = { photos: [{ ...photo(1), id: named }] };
  await device.save({ is: 'draft', id: 'draft', changed: '2026-11-20T21:00:00Z', form });
  device.close();
  (await open()).close();
  expect(photosLeft()).toEqual([named]);
});

test('one that the server refuses holds up no other, and waits to be mended', async () => {
  const refused = item(0);
  const id = 'report' in refused.what ? refused.what.report.id : '';
  const { transport, record } = serverUnder([], new Set([id]));
  const device = await FieldDevice.open(memoryStore(), key, () => transport);
  for (const one of [refused, item(1)]) await device.save(one);
  await device.send();
  const standings = device.view().outgoing.map(({ id: of, standing }) => [of, standing.is]);
  expect(standings).toEqual([
    ['item-1', 'acknowledged'],
    ['item-0', 'refused'],
  ]);
  expect(record.size).toBe(1);
  device.close();
});

test('what was taken back to be mended while others went out is not sent', async () => {
  const device = await FieldDevice.open(memoryStore(), key, () => ({
    reaches: async () => true,
    photo: async () => ({ is: 'held', why: 'no-answer' }),
    send: async ({ id }) => {
      if (id === 'item-0') await device.drop(['item-1']);
      return { is: 'acknowledged', receipt: { index: 1, already: false } };
    },
  }));
  for (const n of [0, 1]) await device.save(item(n));
  await device.send();
  expect(device.view().outgoing.map(({ id }) => id)).toEqual(['item-0']);
  device.close();
});

test('what cannot have left the device is said to be kept, and not to be sent', async () => {
  const { transport } = serverUnder([]);
  const device = await FieldDevice.open(memoryStore(), key, () => ({
    ...transport,
    reaches: async () => false,
  }));
  await device.save(item(0));
  await device.send();
  const { outgoing, round } = device.view();
  expect([outgoing[0]?.standing.is, outgoing[0]?.tries, round?.held]).toEqual(['kept', 0, 'no-answer']);
  device.close();
});

test('a report of somebody whom the server does not know yet is kept, and goes once it knows', async () => {
  const { transport } = serverUnder(['stranger']);
  const device = await FieldDevice.open(memoryStore(), key, () => transport);
  await device.save(item(0));
  await device.send();
  expect(device.view().outgoing[0]?.standing.is).toBe('kept');
  expect(device.view().round?.held).toBe('sign-in');
  await device.send();
  expect(device.view().outgoing[0]?.standing.is).toBe('acknowledged');
  device.close();
});

test('a record that somebody changed on the device is told of, and spoils no other', async () => {
  const store = memoryStore();
  const first = await FieldDevice.open(store, key, () => serverUnder([]).transport);
  for (const n of [0, 1]) await first.save(item(n));
  const one = store.rows.get('item-0');
  if (one === undefined) throw new Error('it was not kept');
  store.rows.set('item-0', { ...one, bytes: new ArrayBuffer(64) });
  const { unreadable, outgoing } = (
    await FieldDevice.open(store, key, () => serverUnder([]).transport)
  ).view();
  expect([unreadable, outgoing.map(({ id }) => id)]).toEqual([1, ['item-1']]);
});

test('waits longer after each failure, and never more than five minutes', () => {
  const waits = Array.from({ length: 30 }, (_, tries) => waitBefore(tries));
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
  expect([waits[0], waits.at(-1)]).toEqual([4_000, 300_000]);
});

test('while the clocks of device and server differ nothing goes, until its owner looked at the times', async () => {
  const { transport, record } = serverUnder([]);
  let ahead = 2 * 86_400_000;
  const clocked: Transport = { ...transport, ahead: () => ahead };
  const device = await FieldDevice.open(memoryStore(), key, () => clocked);
  await device.save(item(0));
  await device.send();
  expect(device.view().round).toEqual({ left: true, held: 'clock', ahead });
  expect([device.view().outgoing[0]?.standing.is, record.size]).toEqual(['kept', 0]);
  await device.sendByThisClock();
  expect(device.view().outgoing[0]?.standing.is).toBe('acknowledged');
  device.close();
  // Behind as well as ahead; a minute is nothing.
  for (const [differs, is] of [
    [-600_000, 'kept'],
    [60_000, 'acknowledged'],
  ] as const) {
    ahead = differs;
    const other = await FieldDevice.open(memoryStore(), key, () => clocked);
    await other.save(item(1));
    await other.send();
    expect(other.view().outgoing[0]?.standing.is).toBe(is);
    other.close();
  }
});

test('what a form writes as it is closed is on the device before the device is said to be settled', async () => {
  const store = memoryStore();
  const slow = {
    ...store,
    change: async (...given: Parameters<typeof store.change>) => {
      await new Promise((later) => setTimeout(later, 20));
      await store.change(...given);
    },
  };
  const device = await FieldDevice.open(slow, key, () => serverUnder([]).transport);
  device.lock();
  void Promise.resolve().then(() => device.save(item(0)));
  await device.settled();
  expect([...store.rows.keys()]).toEqual(['item-0']);
});
