import { expect, test } from 'vitest';
import { audienceFor } from './use-audience.ts';

const MEMBER = { audiences: ['public', 'mission'] };
const LIAISON = { audiences: ['public', 'north', 'commission'], party: 'north' };

test.each([
  ['a member of the mission reads what the mission reads', MEMBER, undefined, 'mission'],
  ['who chose to see as the public does', MEMBER, 'public', 'public'],
  ['a liaison officer reads what their party reads', LIAISON, undefined, 'north'],
  ['a body that they chose is read as that body', LIAISON, 'commission', 'commission'],
  ['what another party reads is not read by having been chosen', LIAISON, 'south', 'north'],
  ['anybody else reads what everyone reads', { audiences: ['public'] }, 'mission', 'public'],
])('%s', (_, who, chosen, read) => {
  expect(audienceFor(who, chosen)).toBe(read);
});
