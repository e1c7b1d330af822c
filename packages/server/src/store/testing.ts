import { type Incident, incidentOf, type ReportView } from '@armistice/core/mission';

/** An incident of one report, by number. */
export function incidentNumbered(number: number, basis = 'public'): Incident {
  const id = `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`;
  const view: ReportView = {
    id,
    source: 'post-3',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:05:00Z' },
    place: { type: 'point', at: [-28, 42], radius: 2500 },
    count: [5, 7],
  };
  return incidentOf(view, basis);
}
