import { beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '../../api.ts';
import type { Outcome, Prepared } from '../../casework/write.ts';
import { type Numbered, numberAll } from './number-all.ts';
import type { QueueIncident } from './queue.ts';
import { forgetUnanswered, written } from './work.ts';

// A line that breaks after the record has taken an entry, and before anybody was told.

const incidents = ['a', 'b', 'c'].map((id) => ({ id, basis: 'public' }) as QueueIncident);

/** A record that numbers incidents, and keeps one entry for each nonce. */
function record() {
  const entries = new Map<string, string>();
  const numbers = new Map<string, string>();
  let lost = 0;
  const send = async (prepared: Prepared): Promise<Outcome> => {
    const { nonce, body } = prepared as unknown as {
      nonce: string;
      body: { incident: string; number: string };
    };
    const already = entries.has(nonce);
    if (!already) {
      if (numbers.has(body.incident) || [...numbers.values()].includes(body.number))
        throw new ApiError('/api/entries', 409, 'it has a number');
      entries.set(nonce, body.incident);
      numbers.set(body.incident, body.number);
    }
    if (lost-- > 0) throw new ApiError('/api/entries', 0, 'no answer');
    return { index: entries.size, already, became: 'taken' };
  };
  const give = ({ id }: QueueIncident, number: string) =>
    written({ kind: 'number', audience: 'public', body: { incident: id, number } }, send);
  return {
    numbers,
    entries,
    give,
    lose: (answers: number) => {
      lost = answers;
    },
    needs: ({ id }: QueueIncident) => !numbers.has(id),
  };
}

beforeEach(() => forgetUnanswered());

describe('a batch of numbers', () => {
  const batch = ({ give, needs }: ReturnType<typeof record>) => {
    let from: Numbered = { done: 0, given: 0 };
    const onStep = (so: Numbered) => {
      from = so;
    };
    return () => numberAll({ incidents, first: '14/007', from, needs, give, onStep });
  };

  test('goes on after a number that was recorded and not answered, and writes nothing twice', async () => {
    const kept = record();
    const go = batch(kept);
    kept.lose(1);
    await expect(go()).rejects.toThrow('no answer');
    await go();
    expect([...kept.numbers]).toEqual([
      ['a', '14/007'],
      ['b', '14/008'],
      ['c', '14/009'],
    ]);
    expect(kept.entries.size).toBe(3);
  });

  test('passes over what a colleague has numbered meanwhile, and leaves no gap', async () => {
    const kept = record();
    kept.numbers.set('b', '13/999');
    await batch(kept)();
    expect([...kept.numbers]).toEqual([
      ['b', '13/999'],
      ['a', '14/007'],
      ['c', '14/008'],
    ]);
  });

  test('stops at a number that is taken, and says so', async () => {
    const kept = record();
    kept.numbers.set('z', '14/008');
    await expect(batch(kept)()).rejects.toThrow('it has a number');
    expect(kept.numbers.has('c')).toBe(false);
  });
});

describe('a deed without a form', () => {
  const claim = { kind: 'claim', audience: 'mission', body: { incident: 'a' } };
  const nonces: string[] = [];
  const silent = async (prepared: Prepared): Promise<Outcome> => {
    nonces.push((prepared as { nonce: string }).nonce);
    throw new ApiError('/api/entries', 0, 'no answer');
  };

  test('is one entry however often it is sent, until it was answered or another person sits here', async () => {
    for (const _ of [1, 2]) await expect(written(claim, silent)).rejects.toThrow('no answer');
    forgetUnanswered();
    await expect(written(claim, silent)).rejects.toThrow('no answer');
    expect(nonces[1]).toBe(nonces[0]);
    expect(nonces[2]).not.toBe(nonces[0]);
  });
});
