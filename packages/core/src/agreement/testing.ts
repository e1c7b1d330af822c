import { expectAccepted } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { parseAgreement } from './parse.ts';

/** An anchor as every clause of a test has it. */
export const anchor = {
  article: 'Article 1',
  paraphrase: 'No party opens fire with any weapon.',
  source: 'a text made for tests',
  words: `sha256:${'0'.repeat(64)}`,
  certainty: 'primary',
};

/** A small agreement as its YAML reads: clause 1 binds both parties from November on, clause 2 the south from July on. */
export function sourceOf(change: object = {}): object {
  return {
    agreement: 'test-north-south',
    title: 'A ceasefire made for tests',
    adopted: '2026-07-01',
    clock: 'Atlantic/Azores',
    parties: { north: { name: 'North' }, south: { name: 'South' } },
    clauses: [
      { id: '1', forbid: 'fire', by: 'any party', from: '2026-11-01T00:00', anchor },
      { id: '2', forbid: 'fire', by: 'south', from: '2026-07-02T12:00', anchor },
    ],
    ...change,
  };
}

/** The same, compiled. */
export function testAgreement(change: object = {}): Agreement {
  return expectAccepted(parseAgreement(sourceOf(change)));
}
