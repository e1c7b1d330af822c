import type { Indication } from '@armistice/core/agreement';
import type { Counts, Incident } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { CoverageBeside } from '../derived/coverage.ts';
import type { AskedIncidents } from '../derived/incidents.ts';
import type { Mission } from '../mission.ts';

// What the portal shows is what the API answers to everyone: the same questions, for the same audience.

export interface IncidentRow {
  readonly incident: Incident;
  readonly indications: readonly Indication[];
}

export interface Counted {
  readonly counts: Counts;
  readonly coverage: CoverageBeside;
}

export async function askCounts(mission: Mission): Promise<Counted> {
  return JSON.parse(await mission.ask('counts', PUBLIC, {})) as Counted;
}

export async function askIncidents(
  mission: Mission,
  asked: AskedIncidents,
): Promise<{ readonly incidents: readonly IncidentRow[]; readonly next?: string }> {
  return JSON.parse(await mission.ask('incidents', PUBLIC, asked)) as never;
}

export async function askIncident(mission: Mission, id: string): Promise<IncidentRow> {
  return JSON.parse(await mission.ask('incident', PUBLIC, { id })) as IncidentRow;
}
