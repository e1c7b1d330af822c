import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Agreement } from '@armistice/core/agreement';
import type { MissionView } from '@armistice/core/mission';
import { readAgreementFile } from '../intake/agreement-file.ts';
import type { Mission } from '../mission.ts';
import { initLog } from '../record/founding.ts';
import { CommandError, EXIT } from './command.ts';

const LIBRARY = fileURLToPath(new URL('../../../../agreements/', import.meta.url));
const FILE = 'agreement.yaml';
// `.invalid` can never be anyone's name (RFC 2606).
const ORIGIN = 'import.invalid/';
const MISSION = 'context';

/** Reads agreements that were named by their id in the library, by a folder or by a file. */
export async function namedAgreements(names: readonly string[]): Promise<readonly Agreement[]> {
  const agreements: Agreement[] = [];
  for (const name of names) {
    const path = [join(LIBRARY, name, FILE), join(name, FILE), name].find(
      (one) => /\.ya?ml$/.test(one) && existsSync(one),
    );
    if (path === undefined)
      throw new CommandError(
        `there is no agreement "${name}": neither in the library, nor a folder with an ${FILE}, nor a file`,
        'name one as its folder in agreements/ is called, such as minsk-package-2015, or give a path',
        EXIT.usage,
      );
    const read = await readAgreementFile(path);
    if (!read.ok) throw new CommandError(`${path}: ${read.refusal.message}`, 'mend the file and repeat');
    agreements.push(read.value);
  }
  return agreements;
}

/** Makes a mission in a folder that holds none, for what others wrote. Answers whether it was made. */
export async function foundMission(
  folder: string,
  state: string | undefined,
  origin: string | undefined,
): Promise<boolean> {
  if (existsSync(join(folder, 'private', 'log.json'))) return false;
  await initLog({
    folder,
    ...(state === undefined ? {} : { state }),
    origin: origin ?? `${ORIGIN}${randomBytes(6).toString('hex')}`,
    mission: MISSION,
  });
  return true;
}

/** Rules of a mission that was made here, and the agreements that it has not adopted. Fusion follows what is learnt. */
export async function furnishFound(
  mission: Mission,
  view: MissionView,
  is: 'found' | 'there',
  agreements: readonly Agreement[],
): Promise<void> {
  if (is === 'found')
    await mission.setRules({ title: 'What others wrote', exercise: false, indications: 'after-assessment' });
  const known = new Set(view.agreements.map(({ agreement }) => versionOf(agreement)));
  for (const agreement of agreements) if (!known.has(versionOf(agreement))) await mission.adopt(agreement);
}

function versionOf({ agreement, version, revision }: Agreement): string {
  return `${agreement} ${version} ${revision}`;
}
