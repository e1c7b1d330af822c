import { fileURLToPath } from 'node:url';
import { expectAccepted } from '../packages/core/src/base/index.ts';
import { FUSION_ENTRY, type MissionRules } from '../packages/core/src/mission/index.ts';
import { type Json, PUBLIC } from '../packages/core/src/record/index.ts';
import { readAgreementFile } from '../packages/server/src/intake/agreement-file.ts';
import { openLog } from '../packages/server/src/record/folder.ts';

// Its line runs through the square degree in which the posts of the benchmark stand.
const AGREEMENTS = ['exercise-separation', 'exercise-north-south'];
const RULES: MissionRules = { title: 'EXERCISE: benchmark', exercise: true, indications: 'at-once' };

/** Makes a mission as missions are out of a fresh log: fusion taken up, and agreements adopted whose line is near the posts. */
export async function furnishBench(place: {
  readonly folder: string;
  readonly state: string;
}): Promise<void> {
  const { log, keys } = await openLog(place);
  const agreements = AGREEMENTS.map((id) =>
    fileURLToPath(new URL(`../agreements/${id}/agreement.yaml`, import.meta.url)),
  );
  const entries: (readonly [kind: string, open: unknown])[] = [
    ['mission', RULES],
    ['fusion-parameters', FUSION_ENTRY],
  ];
  for (const file of agreements) entries.push(['agreement', expectAccepted(await readAgreementFile(file))]);
  await log.append(
    entries.map(([kind, open]) =>
      log.draft({ kind, audience: PUBLIC, body: { open: open as Json } }, keys.registrar),
    ),
  );
  await log.close();
}
