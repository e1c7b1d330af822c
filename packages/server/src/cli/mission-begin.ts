import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createMission, furnishMission, readMissionFile, WrongMission } from '../mission-file.ts';
import { CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { withMission } from './import-mission.ts';
import { entries } from './words.ts';

/** Makes the record of a mission from its folder, and ends: rules, fusion and text are its first entries. */
export async function beginMission(
  folder: string,
  { data, state = undefined }: { readonly data?: string | undefined; readonly state?: string | undefined },
  io: Io,
): Promise<ExitCode> {
  if (data === undefined) throw usageError('mission', 'begin needs --data <data folder>');
  const file = await readMissionFile(resolve(folder)).catch((error: unknown) => {
    if (!(error instanceof WrongMission)) throw error;
    throw new CommandError(error.message, 'mend the file and repeat; nothing was made');
  });
  const outside = state ?? io.env.ARMISTICE_STATE;
  const place = { folder: resolve(data), ...(outside === undefined ? {} : { state: outside }) };
  if (!existsSync(join(place.folder, 'private', 'log.json'))) await createMission(place, file);
  const size = await withMission(place.folder, outside, io, async (mission, _open, view) => {
    if (view.rules.title !== '' && view.origin !== file.origin)
      throw new CommandError(
        `${data} holds the record of ${view.origin}, not of ${file.origin}`,
        'name another data folder; nothing was changed',
        EXIT.usage,
      );
    await furnishMission(mission, file);
    return mission.log.size();
  });
  io.out(`${data}\n`);
  io.err(`begun: ${file.origin}, ${entries(size)}. Reports can come in: armistice import … --data ${data}\n`);
  return EXIT.yes;
}
