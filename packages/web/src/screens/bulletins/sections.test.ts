import { draftProblem } from '@armistice/core/bulletin';
import { expect, test } from 'vitest';
import { placedIn, sectionsOf } from './sections.ts';

const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

test('every section that is offered is one that a bulletin of the type prints', () => {
  for (const type of ['spot', 'daily', 'weekly', 'thematic'] as const)
    for (const section of sectionsOf(type)) {
      const remarks = [{ section, text: 'Words.', lang: 'en' }];
      expect([type, section, draftProblem({ type, ...DAY, remarks })]).toEqual([type, section, undefined]);
    }
});

test('a remark goes along when the type changes, into a section that this one has', () => {
  const remarks = [
    { section: 'summary', text: 'Calm.', lang: 'en' },
    { section: 'access', text: 'None asked.', lang: 'en' },
  ];
  expect(placedIn('spot', remarks).map(({ section }) => section)).toEqual(['spot', 'access']);
  expect(placedIn('daily', remarks)).toEqual(remarks);
});
