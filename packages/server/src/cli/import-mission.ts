import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MissionView } from '@armistice/core/mission';
import { derivedHere } from '../derived/here.ts';
import { Mission } from '../mission.ts';
import { OPERATOR_TOKEN } from '../mission-operator.ts';
import { startLocalWitnesses } from '../mission-witnesses.ts';
import { OPERATOR_HEADER } from '../people/asker.ts';
import { folderDisk } from '../record/disk.ts';
import { type OpenLog, openLog, readPolicy } from '../record/folder.ts';
import { LockHeld, takeLock } from '../record/lock.ts';
import type { Store } from '../store/store.ts';
import { CommandError, EXIT, type Io } from './command.ts';

/** Keeps nothing: the database is a cache, and the next start of the server catches up with the record. */
function noStore(): Store {
  let size = 0;
  return {
    size: async () => size,
    save: async ({ to }) => {
      size = to;
    },
    saveRows: async ({ to }) => {
      size = to;
    },
    incidents: async () => [],
    reports: async () => [],
    clear: async () => undefined,
    close: async () => undefined,
  };
}

/** Opens the mission in a data folder, does the work with its state at hand, and closes it whatever happens. */
export async function withMission<T>(
  folder: string,
  state: string | undefined,
  io: Io,
  work: (mission: Mission, open: OpenLog, view: MissionView) => Promise<T>,
): Promise<T> {
  if (!existsSync(join(folder, 'private', 'log.json')))
    throw new CommandError(
      `there is no mission in ${folder}`,
      'name the data folder of a mission; `npm start` or `armistice init` makes one; with --agreement this import does',
      EXIT.usage,
    );
  mustBeFree(folder);
  const note = (message: string) => io.err(`note: ${message}\n`);
  const disk = folderDisk(folder);
  const policy = await readPolicy(disk);
  await disk.close();
  const witnesses = await startLocalWitnesses(folder, policy, note);
  try {
    const open = await openLog({ folder, ...(state === undefined ? {} : { state }), onNotice: note });
    const derived = derivedHere({ disk: open.disk, origin: open.log.origin, store: noStore() });
    const mission = await Mission.open({ open, derived, onFault: note });
    try {
      const done = await work(mission, open, derived.view);
      await mission.settled();
      return done;
    } finally {
      await mission.close();
    }
  } finally {
    await Promise.all(witnesses.map((witness) => witness.stop()));
  }
}

/** A running server holds the log; it takes the same reports over HTTP. */
function mustBeFree(folder: string): void {
  try {
    takeLock(join(folder, 'private', 'lock')).release();
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    const token = `"${OPERATOR_HEADER}: $(cat '${join(folder, OPERATOR_TOKEN)}')"`;
    throw new CommandError(
      'the mission is open: its server is running, and one process alone writes its record',
      `send it the reports: import with --out reports.ndjson in place of --data, then, in pieces of at most 10,000 lines, curl -H ${token} -H 'content-type: application/x-ndjson' --data-binary @reports.ndjson <address>/api/reports; or stop the server and repeat this. Data of others (context) need that: their sources are registered with their licence before their first report, and no address of the server does that`,
    );
  }
}

/** Throws where the mission is an exercise: what happened never stands beside what was simulated. */
export function mustBeReal(view: MissionView, folder: string): void {
  if (!view.rules.exercise) return;
  throw new CommandError(
    `${folder} holds an exercise: reports of what happened never stand beside simulated ones`,
    'import them into a mission of their own (armistice mission new), or into a file (--out); nothing was filed',
    EXIT.usage,
  );
}
