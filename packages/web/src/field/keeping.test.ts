import { expect, test } from 'vitest';
import { keeping } from './keeping.ts';

/** A device that takes what it is given while there is room. */
function deviceWith(room: { free: boolean }) {
  const kept: string[] = [];
  const write = async (form: string): Promise<void> => {
    await Promise.resolve();
    if (!room.free) throw new Error('the device is full');
    kept.push(form);
  };
  return { kept, write };
}

test('what a full device could not keep is said not to be kept, and is written again once there is room', async () => {
  const room = { free: false };
  const { kept, write } = deviceWith(room);
  const form = keeping<string>('', write);
  expect(await form.keep('five bursts')).toBe('not-kept');
  expect(await form.keep('five bursts')).toBe('not-kept');
  room.free = true;
  expect(await form.keep('five bursts')).toBe('kept');
  expect(kept).toEqual(['five bursts']);
});

test('a form in which nothing was filled is not written, nor one twice that is asked for twice', async () => {
  const { kept, write } = deviceWith({ free: true });
  const form = keeping<string>('', write);
  expect(await form.keep('')).toBe('kept');
  expect(await Promise.all([form.keep('a'), form.keep('a')])).toEqual(['kept', 'kept']);
  expect(kept).toEqual(['a']);
});

test('a slow write does not come after a later one', async () => {
  const kept: string[] = [];
  const form = keeping<string>('', async (text) => {
    for (let ticks = text === 'slow' ? 20 : 0; ticks > 0; ticks -= 1) await Promise.resolve();
    kept.push(text);
  });
  await Promise.all([form.keep('slow'), form.keep('later')]);
  expect(kept).toEqual(['slow', 'later']);
});

test('once a report is being sent its draft is not written any more, and is again if sending it could not be kept', async () => {
  const { kept, write } = deviceWith({ free: true });
  const form = keeping<string>('', write);
  const begun = form.keep('a');
  await form.stop();
  expect([await begun, kept]).toEqual(['stopped', []]);
  expect(await form.keep('b')).toBe('stopped');
  form.goOn();
  expect(await form.keep('b')).toBe('kept');
  expect(kept).toEqual(['b']);
});
