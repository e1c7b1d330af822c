import { fileURLToPath } from 'node:url';
import type { Agreement, EvaluatedIncident } from '../packages/core/src/agreement/index.ts';
import { expectAccepted } from '../packages/core/src/base/index.ts';
import { groupedOf } from '../packages/core/src/mission/incident.ts';
import { parseReport } from '../packages/core/src/mission/index.ts';
import { GENERATORS, loadPlace } from '../packages/server/src/exercise/index.ts';
import { readAgreementFile } from '../packages/server/src/intake/agreement-file.ts';

const TEXT = new URL('../agreements/minsk-memorandum-2014/agreement.yaml', import.meta.url);
const FIRST_DAY = Date.UTC(2026, 10, 20) / 86_400_000;
const DAYS = 7;

/** What a mission evaluates: a week that the exercise simulates, each report an incident, under a real text. */
export async function simulatedMission(): Promise<{
  readonly what: string;
  readonly agreement: Agreement;
  readonly incidents: readonly EvaluatedIncident[];
}> {
  const agreement = expectAccepted(await readAgreementFile(fileURLToPath(TEXT)));
  const simulation = GENERATORS.first(await loadPlace(), { seed: 1, rate: 400, density: 'normal' });
  const incidents: EvaluatedIncident[] = [];
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day += 1)
    for (const { report } of simulation.day(day).filings)
      incidents.push(groupedOf(report.id, expectAccepted(parseReport(report))));
  return {
    what: `simulated: a week of the exercise under ${agreement.agreement}, ${agreement.clauses.length} clauses`,
    agreement,
    incidents,
  };
}
