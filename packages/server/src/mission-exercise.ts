import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expectAccepted } from '@armistice/core/base';
import { MISSION } from '@armistice/core/mission';
import { readAgreementFile } from './intake/agreement-file.ts';
import { importCsv } from './intake/csv.ts';
import { parseMapping } from './intake/mapping.ts';
import type { Mission } from './mission.ts';
import { newLocalWitnesses, policyOfAll } from './mission-witnesses.ts';
import { folderDisk } from './record/disk.ts';
import { initLog } from './record/founding.ts';

const ROOT = new URL('../../../', import.meta.url);
// The ceasefire last: it is the one that the first page shows.
const AGREEMENTS = ['exercise-separation', 'exercise-north-south'];
const REPORTS = new URL('exercise/first-report.csv', ROOT);
const MAPPING = new URL('exercise/first-report.mapping.json', ROOT);

const MISSION_ID = 'exercise';
// `.invalid` can never be anyone's name (RFC 2606).
const ORIGIN = 'exercise.invalid/';
const PARTIES = ['north', 'south'];

/** Where a mission's data lie, and what its log remembers outside of it. */
export interface DataPlace {
  readonly folder: string;
  readonly state?: string;
}

/** Makes the training mission in an empty folder: keys, log, and a witness for each side. */
export async function createExercise(place: DataPlace): Promise<void> {
  const disk = folderDisk(place.folder);
  const witnesses = await newLocalWitnesses(place.folder, disk, PARTIES);
  // A new origin for each folder: two logs of one name would be two histories of one mission.
  const origin = `${ORIGIN}${randomBytes(6).toString('hex')}`;
  await initLog({ ...place, origin, mission: MISSION_ID, policy: (log) => policyOfAll(log, witnesses) });
  await disk.close();
}

/** Whether a log is of a training mission that was made here: no other is ever furnished. */
export function isExercise(origin: string): boolean {
  return origin.startsWith(ORIGIN);
}

/**
 * Brings a training mission to its beginning: rules, fusion, agreements, and, where nothing is to be played, one report to
 * look at. What is there stays as it is.
 */
export async function furnishExercise(mission: Mission, played: 'played' | 'still' = 'still'): Promise<void> {
  const has = await mission.ask('beginning', MISSION, {});
  if (has.rules.title === '')
    await mission.setRules({
      title: 'EXERCISE: North and South',
      exercise: true,
      indications: 'at-once',
      // Nobody can be hurt by what is watched in an exercise, and a day is too long to learn by.
      'coverage-delay': 0,
    });
  if (!has.fused) await mission.fuse();
  for (const id of AGREEMENTS) {
    if (has.agreements.includes(id)) continue;
    const file = fileURLToPath(new URL(`agreements/${id}/agreement.yaml`, ROOT));
    await mission.adopt(expectAccepted(await readAgreementFile(file)));
  }
  if (played === 'still' && has.reports === 0) await mission.file(await firstReports());
  await mission.state();
}

async function firstReports() {
  const mapping = expectAccepted(parseMapping(JSON.parse(await readFile(MAPPING, 'utf8'))));
  const { reports, rejections } = importCsv(await readFile(REPORTS), mapping);
  const [rejected] = rejections;
  if (rejected !== undefined)
    throw new Error(`exercise/first-report.csv, line ${rejected.line}: ${rejected.reason}`);
  return reports.map(({ report }) => report);
}
