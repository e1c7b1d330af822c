import { describe, expect, test } from 'vitest';
import { testAgreement } from '../agreement/testing.ts';
import { AGREED, Desk, LAST } from './testing.ts';

// Who puts a text into force by a key of its own, row by row: by what the text in force says, and by what vote.

const AMENDED = { version: 2, adopted: '2026-11-21', 'in-force': '2026-11-21' };
const LATE = { at: Date.UTC(2026, 10, 23) };
const NO_BODIES = { bodies: { elders: { name: 'Elders' } } };
const BOTH = { bodies: { commission: { name: 'C', does: ['find'], members: ['north', 'south'] } } };
const QUORUM = {
  bodies: {
    commission: { name: 'C', members: ['north', 'south'], quorum: { 'at-least': 1, 'of-each': 'party' } },
  },
};

interface Row {
  readonly what: string;
  readonly text?: object;
  readonly by?: string;
  readonly beside: object;
  /** Why it is refused; left out, it is in force from then on. */
  readonly refused?: RegExp;
}

const ROWS: readonly Row[] = [
  { what: 'with the vote that it needs', beside: { vote: AGREED } },
  { what: 'without a vote', beside: {}, refused: /no vote is stated/ },
  {
    what: 'against one side',
    beside: { vote: { for: { north: 1 }, against: { south: 1 } } },
    refused: /by consensus/,
  },
  {
    what: 'without its quorum',
    text: QUORUM,
    beside: { vote: { for: { north: 2 } } },
    refused: /0 of south took part/,
  },
  {
    what: 'with the seat of a stranger',
    beside: { vote: { for: { north: 1, south: 1, east: 1 } } },
    refused: /east is no member/,
  },
  {
    what: 'by a body that the text does not name',
    by: 'board',
    beside: { vote: AGREED },
    refused: /board is no body of test-north-south, which names commission/,
  },
  { what: 'with more beside it than a vote', beside: { vote: AGREED, more: 1 }, refused: /more/ },
  {
    what: 'by the registrar with a vote: whose?',
    by: 'registrar',
    beside: { vote: AGREED },
    refused: /vote/,
  },
  { what: 'by the registrar, as it was signed elsewhere', by: 'registrar', beside: {} },
];

describe('a text that is put into force', () => {
  test.each(ROWS)('$what', async ({ text = BOTH, by = 'commission', beside, refused }) => {
    const mission = new Desk(text);
    mission.put(by, 'agreement', { ...testAgreement({ ...text, ...AMENDED }), ...beside }, LATE);
    const state = await mission.fold();
    const versions = state.agreements.map(({ agreement }) => agreement.version);
    expect(versions).toEqual(refused === undefined ? [1, 2] : [1]);
    if (refused !== undefined)
      expect(LAST.get(state)).toMatchObject([{ type: 'ignored', message: expect.stringMatching(refused) }]);
  });

  test('where the text names no body, by one of the mission’s, and by nobody else', async () => {
    const mission = new Desk(NO_BODIES);
    mission.rules({ bodies: { commission: { name: 'C', members: ['north', 'south'] } } });
    const other = { ...testAgreement({ ...NO_BODIES, agreement: 'test-other' }) };
    mission.put('board', 'agreement', { ...other, vote: AGREED }, LATE);
    mission.put(
      'commission',
      'agreement',
      { ...other, vote: { for: { north: 1 }, against: { south: 1 } } },
      LATE,
    );
    expect((await mission.fold()).agreements).toHaveLength(1);
    mission.put('commission', 'agreement', { ...other, vote: AGREED }, LATE);
    expect((await mission.fold()).agreements).toHaveLength(2);
  });
});
