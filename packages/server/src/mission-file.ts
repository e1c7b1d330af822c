import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { object, oneOf, parseShape, type Result, text } from '@armistice/core/base';
import { MISSION } from '@armistice/core/mission';
import { isKeyName } from '@armistice/core/record';
import { readAgreementFile, readYaml } from './intake/agreement-file.ts';
import type { Mission } from './mission.ts';
import type { DataPlace } from './mission-exercise.ts';
import { readSources, SOURCES_FILE } from './mission-sources.ts';
import { initLog } from './record/founding.ts';

// A mission as people write it down before it begins: a folder with `mission.yaml` and the agreement beside it.

export const MISSION_FILE = 'mission.yaml';
export const AGREEMENT_FILE = 'agreement/agreement.yaml';

const shape = object({
  mission: text({ max: 63, pattern: /^[a-z0-9][a-z0-9-]*$/, what: 'a handle in small letters' }),
  title: text({ max: 500 }),
  origin: text({ max: 200 }),
  indications: oneOf('at-once', 'after-assessment'),
});

/** What `mission.yaml` says, and where it stands. */
export interface MissionFile {
  readonly folder: string;
  readonly mission: string;
  readonly title: string;
  /** What its record is called for ever. */
  readonly origin: string;
  readonly indications: 'at-once' | 'after-assessment';
}

/** A mission folder that cannot be used: what is wrong, with its place. */
export class WrongMission extends Error {}

/** Reads the folder of a mission. Throws {@link WrongMission}, naming file and field. */
export async function readMissionFile(folder: string): Promise<MissionFile> {
  const path = join(folder, MISSION_FILE);
  const given = await readFile(path, 'utf8').catch(() => {
    throw new WrongMission(
      `there is no ${MISSION_FILE} in ${folder}; make one with: armistice mission new ${folder}`,
    );
  });
  const read = must(
    readYaml(given, (value) => parseShape(shape, value, 'mission/file')),
    path,
  );
  if (!isKeyName(read.origin))
    throw new WrongMission(`${path}: origin is a name like example.org/my-mission, without spaces or "+"`);
  must(await readAgreementFile(join(folder, AGREEMENT_FILE)), join(folder, AGREEMENT_FILE));
  must(await readSources(folder), join(folder, SOURCES_FILE));
  return { folder, ...read };
}

function must<T>(result: Result<T>, path: string): T {
  if (result.ok) return result.value;
  throw new WrongMission(`${path}: ${result.refusal.message}`);
}

/** Makes the log of a mission in an empty data folder. Witnesses are named later, by a policy that both sides agreed. */
export async function createMission(place: DataPlace, { origin, mission }: MissionFile): Promise<void> {
  await initLog({ ...place, origin, mission });
}

/** Brings a mission to its beginning: rules, fusion, agreement and sources. What the record holds already stays as it is. */
export async function furnishMission(mission: Mission, file: MissionFile): Promise<void> {
  const { title, indications, folder } = file;
  const has = await mission.ask('beginning', MISSION, {});
  if (has.rules.title === '') await mission.setRules({ title, exercise: false, indications });
  if (!has.fused) await mission.fuse();
  if (has.agreements.length === 0)
    await mission.adopt(must(await readAgreementFile(join(folder, AGREEMENT_FILE)), folder));
  const known = new Set(await mission.ask('sources', MISSION, {}));
  for (const source of must(await readSources(folder), join(folder, SOURCES_FILE)))
    if (!known.has(source.source)) await mission.register(source);
  await mission.state();
}
