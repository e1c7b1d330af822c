import { expect, test } from 'vitest';
import { FieldDevice } from './device.ts';
import type { Outgoing, PhotoPart, Receipt } from './kept.ts';
import { makeLock } from './lock.ts';
import type { Answer, Transport } from './queue.ts';
import { memoryStore } from './testing.ts';

// A form that locks while a report is on its way: the report is one, and so is what the log answered.

const { key } = await makeLock('night ferry copper lamp', { memory: 64, passes: 1 });

const REPORT = {
  id: '0198c9b2-7a51-7c3e-9a64-000000000001',
  source: 'patrol-3',
  kind: 'burst',
  occurred: { from: '2026-11-20T21:00:00Z', to: '2026-11-20T21:05:00Z' },
  place: { type: 'point', at: [0, 0], radius: 100 },
} as const;

const item = (photos: readonly PhotoPart[] = []): Outgoing => ({
  ...{ is: 'outgoing', id: 'item-1', made: '2026-11-20T21:06:00Z', what: { report: REPORT }, photos },
  ...{ standing: { is: 'kept' }, tries: 0, form: {} },
});

/** A log that gives its promise once, and answers when the test lets it. */
function slowLog() {
  const steps: ('photo' | 'report')[] = [];
  let [gone, let_go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let taken = false;
  const answered = async (step: 'photo' | 'report', receipt: () => Receipt): Promise<Answer> => {
    steps.push(step);
    // What arrives is recorded, whatever becomes of the answer.
    const given = receipt();
    gone.resolve();
    await let_go.promise;
    return { is: 'acknowledged', receipt: given };
  };
  const transport: Transport = {
    reaches: async () => true,
    photo: () => answered('photo', () => ({ index: -1, already: false })),
    send: () =>
      answered('report', () => {
        const already = taken;
        taken = true;
        return { index: 7, already, ...(already ? {} : { promise: 'signed by the log' }) };
      }),
  };
  return {
    transport,
    steps,
    /** Resolves once something has gone out. */
    isOut: () => gone.promise,
    answer: () => let_go.resolve(),
    again: () => {
      [gone, let_go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let_go.resolve();
    },
  };
}

const standingIn = async (store: ReturnType<typeof memoryStore>, { transport } = slowLog()) => {
  const device = await FieldDevice.open(store, key, () => transport);
  const [one] = device.view().outgoing;
  device.close();
  return one?.standing;
};

test('the receipt of a report that is on its way as the form locks is kept', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const device = await FieldDevice.open(store, key, () => log.transport);
  await device.save(item());
  const sent = device.send();
  await log.isOut();
  device.lock();
  // Nothing of it is shown, and what is on the device is sealed.
  expect(device.view().outgoing).toEqual([]);
  log.answer();
  await Promise.all([sent, device.settled()]);
  expect(await standingIn(store)).toMatchObject({
    ...{ is: 'acknowledged', receipt: { index: 7, promise: 'signed by the log' } },
  });
});

test('a window that opens the form meanwhile asks again, and the promise is not lost to the answer without one', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const first = await FieldDevice.open(store, key, () => log.transport);
  await first.save(item());
  const sent = first.send();
  await log.isOut();
  first.lock();
  const second = await FieldDevice.open(store, key, () => log.transport);
  log.answer();
  await sent;
  log.again();
  await second.send();
  expect(second.view().outgoing[0]?.standing).toMatchObject({
    ...{ is: 'acknowledged', receipt: { index: 7, already: false, promise: 'signed by the log' } },
  });
  second.close();
});

test('locked after a photograph the report waits for its owner, and is no refused one', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const device = await FieldDevice.open(store, key, () => log.transport);
  const id = await device.keepPhoto(new ArrayBuffer(3));
  await device.save(item([{ id, sha256: '1'.repeat(64), type: 'image/jpeg', bytes: 3, graphic: false }]));
  const sent = device.send();
  await log.isOut();
  device.lock();
  log.answer();
  await sent;
  expect(log.steps).toEqual(['photo']);
  expect(await standingIn(store)).toEqual({ is: 'sending' });
  const again = await FieldDevice.open(store, key, () => log.transport);
  await again.send();
  expect(log.steps).toEqual(['photo', 'report']);
  expect(again.view().outgoing[0]?.standing.is).toBe('acknowledged');
  again.close();
});

const PHOTOS = (id: string): readonly PhotoPart[] => [
  { id, sha256: '1'.repeat(64), type: 'image/jpeg', bytes: 3, graphic: false },
];

/** A form locks while its report is on its way, and the same form, unlocked anew, has the log's promise before the answer. */
async function acknowledgedMeanwhile(late: Answer) {
  const [store, log] = [memoryStore(), slowLog()];
  const [out, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Answer>()];
  const slow: Transport = {
    ...log.transport,
    photo: async () => ({ is: 'acknowledged', receipt: { index: -1, already: false } }),
    send: () => {
      out.resolve();
      return answer.promise;
    },
  };
  const old = await FieldDevice.open(store, key, () => slow);
  await old.save(item(PHOTOS(await old.keepPhoto(new ArrayBuffer(3)))));
  const sent = old.send();
  await out.promise;
  old.lock();
  log.answer();
  const anew = await FieldDevice.open(store, key, () => log.transport);
  await anew.send();
  return {
    store,
    anew,
    answerLate: async () => {
      answer.resolve(late);
      await sent;
    },
  };
}

const LATE: readonly (readonly [string, Answer])[] = [
  ['no answer', { is: 'held', why: 'no-answer' }],
  ['a later', { is: 'later' }],
  ['a refusal', { is: 'refused', status: 422, problem: { detail: 'no such source', remedy: 'choose one' } }],
  ['an acknowledgement without promise', { is: 'acknowledged', receipt: { index: 7, already: true } }],
];

test.each(LATE)('%s that comes late to a locked form takes nothing back', async (_, late) => {
  const { store, anew, answerLate } = await acknowledgedMeanwhile(late);
  await answerLate();
  anew.close();
  const device = await FieldDevice.open(store, key, () => slowLog().transport);
  const [one] = device.view().outgoing;
  expect(one?.standing).toMatchObject({ is: 'acknowledged', receipt: { promise: 'signed by the log' } });
  // Of what the log has the words are gone from the device.
  expect(one?.what).not.toHaveProperty('report');
  device.close();
});

test.each(LATE)('%s that comes late brings back nothing that its owner removed', async (_, late) => {
  const { store, anew, answerLate } = await acknowledgedMeanwhile(late);
  await anew.drop(['item-1']);
  await answerLate();
  expect([...store.rows.keys()]).toEqual([]);
  anew.close();
});

test('a promise that comes late is kept, though the report was sent anew meanwhile', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const old = await FieldDevice.open(store, key, () => log.transport);
  await old.save(item());
  const sent = old.send();
  await log.isOut();
  old.lock();
  const [out, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Answer>()];
  const slow: Transport = {
    ...log.transport,
    send: () => {
      out.resolve();
      return answer.promise;
    },
  };
  const anew = await FieldDevice.open(store, key, () => slow);
  const again = anew.send();
  await out.promise;
  log.answer();
  await sent;
  answer.resolve({ is: 'held', why: 'no-answer' });
  await again;
  expect(anew.view().outgoing[0]?.standing).toMatchObject({
    ...{ is: 'acknowledged', receipt: { promise: 'signed by the log' } },
  });
  anew.close();
});

test('a device that is being destroyed writes nothing more, whatever is answered', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const device = await FieldDevice.open(store, key, () => log.transport);
  await device.save(item());
  const sent = device.send();
  await log.isOut();
  device.close();
  await store.empty();
  log.answer();
  await sent;
  expect([...store.rows.keys()]).toEqual([]);
});

test('nor does one whose photograph is answered as it is being destroyed', async () => {
  const [store, log] = [memoryStore(), slowLog()];
  const device = await FieldDevice.open(store, key, () => log.transport);
  await device.save(item(PHOTOS(await device.keepPhoto(new ArrayBuffer(3)))));
  const sent = device.send();
  await log.isOut();
  // As from the lock screen: it was locked before.
  device.lock();
  device.close();
  await store.empty();
  log.answer();
  await sent;
  expect([...store.rows.keys()]).toEqual([]);
});
