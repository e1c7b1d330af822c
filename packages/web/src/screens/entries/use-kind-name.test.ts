import { ENTRY_KINDS } from '@armistice/core/mission';
import { expect, test } from 'vitest';
import { ENTRY_KIND_NAMES } from './use-kind-name.ts';

test('every kind of entry that the fold knows has a name, once, and can be looked for', () => {
  const known = new Set<string>(ENTRY_KIND_NAMES);
  expect(known.size).toBe(ENTRY_KIND_NAMES.length);
  expect(Object.keys(ENTRY_KINDS).filter((kind) => !known.has(kind))).toEqual([]);
});
