import { describe, expect, test } from 'vitest';
import { testAgreement } from '../agreement/testing.ts';
import type { Json } from '../record/index.ts';
import { incidentWith } from './state.ts';
import { AGREED, Desk, LAST } from './testing.ts';

// Who adopts and attributes, row by row: what the text names, what the mission names, who decides, what comes of it.

const WORDS = `sha256:${'0'.repeat(64)}`;
const NO_BODIES = { bodies: { elders: { name: 'Elders' } } };
const MONITORS_ALONE = { bodies: { commission: { name: 'Commission', does: ['monitor', 'verify'] } } };
const BOARD_FINDS = {
  bodies: {
    commission: { name: 'Commission', does: ['verify', 'attribute'] },
    board: { name: 'Board', does: ['find'], members: ['north', 'south'] },
  },
};
const OWN_COMMISSION = {
  bodies: { commission: { name: 'Commission', does: ['find', 'attribute'], members: ['north', 'south'] } },
};
const DUTY = { 'duty-1': ['duty'], 'duty-2': ['duty'] };
const FOUND = { finding: 'inconclusive', clause: '1', vote: AGREED };
const ASSESSED = { attribution: 'assessed', party: 'north', basis: 'craters' };

interface Row {
  readonly what: string;
  /** What the text says of bodies; the commission verifies, attributes, finds and settles where nothing is said. */
  readonly text?: object;
  readonly rules?: object;
  readonly by?: string;
  readonly kind?: 'finding' | 'attribution';
  readonly body: object;
  /** Why it is refused; left out, it is adopted. */
  readonly refused?: RegExp;
}

const ROWS: readonly Row[] = [
  { what: 'the body that the text names adopts', body: FOUND },
  {
    what: 'another body of the text does not',
    by: 'board',
    text: {
      bodies: {
        ...BOARD_FINDS.bodies,
        commission: { name: 'C', does: ['find'] },
        board: { name: 'B', does: ['verify'] },
      },
    },
    body: FOUND,
    refused: /board may not take the step/,
  },
  { what: 'of two bodies the one that finds', by: 'board', text: BOARD_FINDS, body: FOUND },
  {
    what: 'and not the one that verifies',
    text: BOARD_FINDS,
    body: FOUND,
    refused: /commission may not take the step/,
  },
  {
    what: 'the mission names no other beside the text',
    by: 'board',
    rules: { offices: { ...DUTY, board: ['find'] } },
    body: FOUND,
    refused: /board is not named for it: commission adopts findings on test-north-south/,
  },
  {
    what: 'nor by a body of its own',
    by: 'board',
    rules: { bodies: { board: { name: 'B', does: ['find'] } } },
    body: FOUND,
    refused: /commission adopts findings/,
  },
  {
    what: 'where the text names nobody, the mission’s own body adopts',
    text: NO_BODIES,
    rules: OWN_COMMISSION,
    body: FOUND,
  },
  {
    what: 'also where the text names bodies that do other things',
    text: MONITORS_ALONE,
    rules: { offices: { ...DUTY, commission: ['find'] } },
    body: { ...FOUND, vote: undefined },
  },
  {
    what: 'by the same rules of seats',
    text: NO_BODIES,
    rules: OWN_COMMISSION,
    body: { ...FOUND, vote: { for: { north: 1 }, against: { south: 1 } } },
    refused: /1 of 2 agreed, and by consensus all who vote must/,
  },
  {
    what: 'where nobody is named nobody adopts',
    text: NO_BODIES,
    body: FOUND,
    refused: /commission may not take the step/,
  },
  {
    what: 'without its quorum it adopts nothing',
    body: { ...FOUND, vote: { for: { north: 1 } } },
    refused: /0 of south took part/,
  },
  {
    what: 'without consensus it adopts nothing',
    body: { ...FOUND, vote: { for: { north: 1 }, against: { south: 1 } } },
    refused: /by consensus/,
  },
  {
    what: 'without a vote it is not known who took part',
    body: { ...FOUND, vote: undefined },
    refused: /no vote is stated/,
  },
  {
    what: 'without quorum it is recorded as not adopted',
    body: { finding: 'not adopted', clause: '1', reason: 'the south left', vote: { for: { north: 1 } } },
  },
  {
    what: 'a share of the text is met',
    text: { bodies: { commission: { name: 'C', does: ['find'], threshold: { share: '2/3' } } } },
    body: { ...FOUND, vote: { for: { north: 2 }, against: { south: 1 } } },
  },
  {
    what: 'the dissent of one who is no member is none',
    body: { ...FOUND, dissent: [{ by: 'east', text: 'No.' }] },
    refused: /east, whose dissent is stated, is no member/,
  },
  {
    what: 'a clause that the text has not',
    body: { ...FOUND, clause: '9' },
    refused: /no clause 9 of test-north-south, version 1, was in force/,
  },
  {
    what: 'a version that was not in force then',
    body: { ...FOUND, version: 2 },
    refused: /version 2, was in force when the incident happened: version 1 was/,
  },
  {
    what: 'other words than the clause has',
    body: { ...FOUND, words: `sha256:${'1'.repeat(64)}` },
    refused: /the words of clause 1 have the hash sha256:000/,
  },
  {
    what: 'the body that the text names attributes, with its vote',
    kind: 'attribution',
    body: { ...ASSESSED, vote: AGREED },
  },
  {
    what: 'without its vote it attributes nothing',
    kind: 'attribution',
    body: ASSESSED,
    refused: /no vote is stated/,
  },
  {
    what: 'against one side it attributes nothing',
    kind: 'attribution',
    body: { ...ASSESSED, vote: { for: { south: 1 }, against: { north: 1 } } },
    refused: /by consensus/,
  },
  {
    what: 'no person attributes in place of the body',
    kind: 'attribution',
    by: 'duty-1',
    rules: { offices: { ...DUTY, 'duty-1': ['duty', 'attribute'] } },
    body: ASSESSED,
    refused: /duty-1 is not named for it: commission attributes/,
  },
  {
    what: 'where no body is named, a person whom the mission names attributes',
    kind: 'attribution',
    by: 'duty-1',
    text: MONITORS_ALONE,
    rules: { offices: { ...DUTY, 'duty-1': ['duty', 'attribute'] } },
    body: ASSESSED,
  },
];

describe('who adopts and who attributes', () => {
  test.each(ROWS)('$what', async ({ text, rules, by = 'commission', kind = 'finding', body, refused }) => {
    const mission = new Desk(text);
    mission.rules({ corroboration: 1, ...rules });
    const incident = mission.report(1);
    mission.verify(incident);
    const stated = {
      incident,
      ...(kind === 'finding' ? { agreement: 'test-north-south', version: 1, words: WORDS } : {}),
    };
    const before = incidentWith(await mission.fold(), incident);
    const index = mission.put(by, kind, JSON.parse(JSON.stringify({ ...stated, ...body })));
    const state = await mission.fold();
    const after = incidentWith(state, incident);
    if (refused === undefined) {
      expect(LAST.get(state)).not.toMatchObject([{ type: 'ignored' }]);
      expect(after?.[kind]).toBe((body as { readonly [axis: string]: string })[kind]);
      expect(after?.decisions).toContain(index);
      expect(state.refused).toEqual([]);
      return;
    }
    expect(after).toEqual(before);
    expect(LAST.get(state)).toMatchObject([{ type: 'ignored', message: expect.stringMatching(refused) }]);
    expect(state.refused).toMatchObject([
      { index, body: { kind, incident, why: expect.stringMatching(refused) } },
    ]);
  });
});

test('a finding keeps who took part, who was against and what they said', async () => {
  const mission = new Desk({
    bodies: {
      commission: { name: 'C', does: ['find'], members: ['north', 'south'], threshold: { share: '1/2' } },
    },
  });
  mission.rules({ corroboration: 1 });
  const incident = mission.report(1);
  const vote = { for: { south: 1 }, against: { north: 1 } };
  const dissent = [{ by: 'north', text: 'The craters are older.' }];
  mission.put('commission', 'finding', {
    incident,
    agreement: 'test-north-south',
    version: 1,
    words: WORDS,
    ...FOUND,
    vote,
    dissent,
  });
  expect(incidentWith(await mission.fold(), incident)?.findings).toMatchObject([
    { by: 'commission', vote, dissent },
  ]);
});

test('a body that an amendment abolished adopts nothing more, and what it adopted stands', async () => {
  const mission = new Desk();
  mission.rules({ corroboration: 1 });
  const [first, second] = [mission.report(1), mission.report(2)];
  const finding = (incident: string) => ({
    incident,
    agreement: 'test-north-south',
    version: 1,
    words: WORDS,
    ...FOUND,
  });
  mission.put('commission', 'finding', finding(first));
  // In force from the day after the incidents on: they keep the text of their time, and the commission is gone.
  const amended = testAgreement({
    ...BOARD_FINDS,
    version: 2,
    adopted: '2026-11-21',
    'in-force': '2026-11-21',
  });
  mission.put('registrar', 'agreement', amended as unknown as Json & object);
  const late = { at: Date.UTC(2026, 10, 23) };
  mission.put('commission', 'finding', finding(second), late);
  const state = await mission.fold();
  expect(LAST.get(state)).toMatchObject([
    { type: 'ignored', message: expect.stringMatching(/commission may not take the step/) },
  ]);
  expect([first, second].map((one) => incidentWith(state, one)?.finding)).toEqual(['inconclusive', 'none']);
  mission.put('board', 'finding', finding(second), { at: Date.UTC(2026, 10, 23, 1) });
  expect(incidentWith(await mission.fold(), second)?.finding).toBe('inconclusive');
});

test('a body that verifies by vote needs no second person', async () => {
  const mission = new Desk();
  mission.rules({ corroboration: 1 });
  const incident = mission.report(1);
  mission.corroborate(incident);
  const verified = { incident, status: 'verified', reason: 'seen on the spot' };
  mission.put('commission', 'assessment', { ...verified, vote: AGREED });
  expect(incidentWith(await mission.fold(), incident)?.status).toBe('verified');
});
