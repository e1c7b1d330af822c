// Test-only: incidents to look for, and questions with their answers.
import type { Indication } from '@armistice/core/agreement';
import type { IncidentQuery } from './query.ts';
import { incidentChange, incidentNumbered } from './testing.ts';

const at = (longitude: number, latitude: number) => ({
  at: [longitude, latitude] as const,
  covariance: [1, 0, 1] as const,
});
const breach: Indication = {
  incident: '',
  agreement: 'minsk-2015',
  version: 1,
  clause: '2.a',
  outcome: 'breach',
  probability: 0.9,
  ifBy: { ua: 'breach', ordlo: 'not-applicable' },
  because: [],
  certainty: 'primary',
  revision: 1,
};
/** Four incidents that differ in what they are looked for by. */
export const DIFFERENT = [
  incidentChange({ ...incidentNumbered(1), kind: 'shot', place: at(10, 50) }, [breach], ['post-1']),
  incidentChange(
    { ...incidentNumbered(2), status: 'verified', place: at(179.5, 0) },
    [breach],
    ['post-2', 'cam-7'],
  ),
  incidentChange(
    {
      ...incidentNumbered(3),
      occurred: { from: '2026-11-22T00:00:00Z', to: '2026-11-22T01:00:00Z', extent: 'span' },
      place: at(-179.5, 0),
    },
    [{ ...breach, clause: '1', outcome: 'undetermined', ifBy: { ua: 'undetermined' } }],
    ['post-1'],
  ),
  incidentChange({ ...incidentNumbered(4, 'mission'), place: at(10, 50) }, [breach], ['post-4']),
];
/** What is asked, in words and as a query, and the numbers of those that answer it. */
export const QUESTIONS: readonly (readonly [string, Omit<IncidentQuery, 'limit'>, readonly number[]])[] = [
  ['of a kind', { kind: 'shot' }, [1]],
  ['of a status', { status: 'verified' }, [2]],
  ['that a source has told of', { source: 'cam-7' }, [2]],
  ['that a clause speaks of', { clause: '2.a' }, [1, 2, 4]],
  ['that a clause of one agreement speaks of', { clause: 'minsk-2015:1' }, [3]],
  ['that would be a breach by a party', { party: 'ua' }, [1, 2, 4]],
  ['by outcome', { outcome: 'undetermined' }, [3]],
  ['in a box', { bbox: [0, 40, 20, 60] }, [1, 4]],
  ['in a box across the antimeridian', { bbox: [179, -1, -179, 1] }, [2, 3]],
  ['that lasted into a stretch of time', { from: '2026-11-22T00:30:00Z', to: '2026-11-23T00:00:00Z' }, [3]],
  ['before a time', { to: '2026-11-21T00:00:00Z' }, [1, 2, 4]],
  ['for everyone', { bases: ['public'], bbox: [0, 40, 20, 60] }, [1]],
  ['assessed, where nothing may be told of others by a clause', { clause: '2.a', assessedOnly: true }, [2]],
  ['all the same where no clause is asked for', { kind: 'shot', assessedOnly: true }, [1]],
  [
    'by all at once',
    { clause: '2.a', party: 'ua', kind: 'explosion', source: 'post-2', status: 'verified' },
    [2],
  ],
];
