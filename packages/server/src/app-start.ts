import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type App, type AppParts, buildApp } from './app.ts';
import { type Address, isBeyond } from './app-address.ts';
import { STORE_FOLDER } from './derived/erasure.ts';
import { derivedInThread } from './derived/thread.ts';
import { Desk } from './desk/desk.ts';
import { openGround } from './ground/ground.ts';
import { Mission } from './mission.ts';
import { createExercise, type DataPlace, furnishExercise, isExercise } from './mission-exercise.ts';
import { createMission, furnishMission, type MissionFile } from './mission-file.ts';
import { closeFolders } from './mission-folders.ts';
import { operatorToken } from './mission-operator.ts';
import { startLocalWitnesses } from './mission-witnesses.ts';
import { People } from './people/people.ts';
import { furnishMembers } from './people/simulated.ts';
import { writeDigest } from './reads/digest.ts';
import { ReadsLog } from './reads/reads-log.ts';
import { type Disk, folderDisk } from './record/disk.ts';
import { openLog, readConfig, readPolicy } from './record/folder.ts';
import { takeLock } from './record/lock.ts';
import type { StorePlace } from './store/place.ts';
import { playExercise } from './training/live.ts';
import { type ExerciseSettings, type ExerciseWishes, exerciseSettings } from './training/settings.ts';
import { AskingDesk } from './vault/asking-desk.ts';
import { anchorDaily } from './vault/daily.ts';

const PORTS_TRIED = 20;
const STATEMENT_MS = 3_600_000;
// A short record is read back before anything answers, if that takes no longer; a longer one while the server answers.
const SHORT = 1_000;
const PATIENCE_MS = 2_000;
const HOST = '127.0.0.1';
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How a server is started. */
export interface StartOptions {
  readonly place: DataPlace;
  /** Where the vault lies, if not in the data folder. */
  readonly vault?: string;
  /** Where it listens and how the world reaches it; this machine alone where it is left out. */
  readonly address?: Address;
  /** The first port that is tried. */
  readonly port: number;
  /** The mission that a fresh data folder is made for; the exercise where none is given. */
  readonly mission?: MissionFile;
  /** How the exercise is played, where it is one; without it one report is all there is. */
  readonly exercise?: ExerciseWishes;
  /** How much of what lies behind the exercise is in the record, 0 to 1; 1 once. */
  readonly onProgress?: (share: number) => void;
  /** A PostgreSQL server in place of the embedded database. */
  readonly databaseUrl?: string;
  /** An archive of tiles (.pmtiles) for the map to stand on. */
  readonly tiles?: string;
  readonly withoutWitnesses?: readonly string[];
  /** Whether the page is built; the record and the API work without it. */
  readonly page: boolean;
  readonly log?: NonNullable<AppParts['log']>;
  readonly onFault: (message: string) => void;
}

/** A running server, and how to stop it: what was acknowledged is published before the process ends. */
export interface Running {
  readonly url: string;
  /** The address that people open, where it is another than this machine's. */
  readonly reached?: string;
  readonly place: DataPlace;
  readonly exercise: boolean;
  readonly mission: Mission;
  /** Opens the first run; undefined where somebody administers the mission, and until its record is read back. */
  readonly firstRun: () => string | undefined;
  /** Resolves when an exercise has come to the present; at once where none is played. */
  readonly present: Promise<void>;
  stop(): Promise<void>;
}

/** Makes what is missing, opens the record, and listens on this machine. */
export async function startServer(options: StartOptions): Promise<Running> {
  const { place, onFault } = options;
  // Before anything is made or opened: a file that is not there is for whoever starts it to mend.
  const ground = options.tiles === undefined ? undefined : await openGround(options.tiles);
  const building = options.page ? buildWeb(onFault) : Promise.resolve(undefined);
  const fresh = !existsSync(join(place.folder, 'private', 'log.json'));
  await closeFolders(place.folder);
  if (fresh && options.mission === undefined) await createExercise(place);
  if (fresh && options.mission !== undefined) await createMission(place, options.mission);
  // Looked at before anything starts: a second start on one folder shall say only that.
  takeLock(join(place.folder, 'private', 'lock')).release();
  const disk = folderDisk(place.folder);
  const [config, policy] = [await readConfig(disk), await readPolicy(disk)];
  const token = await operatorToken(disk);
  const settings = await settingsFor(options, disk, config.origin);
  await disk.close();
  const witnesses = await startLocalWitnesses(place.folder, policy, onFault);
  const withoutWitnesses = options.withoutWitnesses ?? [];
  const open = await openLog({ ...place, withoutWitnesses, onNotice: onFault });
  const derived = await derivedInThread({
    folder: place.folder,
    origin: config.origin,
    store: storePlace(options, config),
  });
  const mission = new Mission({ open, derived, onFault });
  const desk = new Desk({ open, mission, folder: place.folder, onFault });
  const reads = await ReadsLog.open(open.disk);
  const { address } = options;
  const people = await People.open({
    ...{ mission, folder: place.folder, proposals: desk.proposals },
    ...(address?.url === undefined ? {} : { url: address.url.origin }),
  });
  const vault = { ...place, folder: options.vault ?? join(place.folder, 'vault') };
  const stopAnchoring = anchorDaily({ open, place: vault, onFault });
  const app = await buildApp({
    mission,
    desk,
    vault: new AskingDesk(vault),
    people,
    disk: open.disk,
    publicFolder: join(place.folder, 'public'),
    operatorToken: token,
    reads,
    ...(address === undefined ? {} : { address }),
    web: await webFiles(building),
    ...(ground === undefined ? {} : { ground }),
    onFault,
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  // What was agreed to before the last process ended is done now, once every room is there to do it.
  desk.resume().catch(() => undefined);
  const furnished = mission.caughtUp.then(() => furnish(options, mission, config.origin, settings));
  furnished.catch((error: unknown) => onFault(`the mission is not complete: ${String(error)}`));
  if (mission.log.size() <= SHORT) await Promise.race([furnished, wait(PATIENCE_MS)]);
  const url = await listen(app, options.port, hostFor(address, people));
  const live = furnished.then(
    () =>
      settings === undefined
        ? undefined
        : playExercise({ ...options, mission, open, folder: place.folder, settings }),
    () => undefined,
  );
  const state = () =>
    mission.state().catch((error: unknown) => onFault(`no statement was made: ${String(error)}`));
  const digest = () =>
    writeDigest(open, open.disk, reads).catch((error: unknown) =>
      onFault(`the log of reads has no digest in the record yet: ${String(error)}`),
    );
  void furnished.then(digest, () => undefined);
  const stating = setInterval(() => void state().then(digest), STATEMENT_MS);
  const stop = async () => {
    clearInterval(stating);
    await (await live)?.stop();
    await app.close();
    await ground?.close();
    await reads.close();
    await stopAnchoring();
    await furnished.catch(() => undefined);
    desk.close();
    await mission.close();
    people.close();
    await Promise.all(witnesses.map((witness) => witness.stop()));
  };
  const present = live.then((playing) => playing?.present);
  const firstRun = () => (mission.ready && people.isFirstRun ? people.firstRunCode : undefined);
  const reached = address?.url === undefined ? {} : { reached: address.url.origin };
  return { url, ...reached, place, exercise: isExercise(config.origin), mission, firstRun, present, stop };
}

/** Simulators play into training missions alone. */
async function settingsFor(
  { exercise }: StartOptions,
  disk: Disk,
  origin: string,
): Promise<ExerciseSettings | undefined> {
  if (exercise === undefined || !isExercise(origin)) return undefined;
  const settings = await exerciseSettings(disk, exercise);
  return settings.rate === 0 ? undefined : settings;
}

async function furnish(
  { mission: file }: StartOptions,
  mission: Mission,
  origin: string,
  settings: ExerciseSettings | undefined,
): Promise<void> {
  if (isExercise(origin)) {
    await furnishExercise(mission, settings === undefined ? 'still' : 'played');
    await furnishMembers(mission);
  } else if (file !== undefined) await furnishMission(mission, file);
}

function storePlace(
  { place, databaseUrl }: StartOptions,
  { mission, origin }: { readonly mission: string; readonly origin: string },
): StorePlace {
  if (databaseUrl !== undefined) return { mission, origin, url: databaseUrl };
  return { mission, origin, folder: join(place.folder, STORE_FOLDER) };
}

async function webFiles(building: Promise<string | undefined>): Promise<AppParts['web']> {
  const folder = await building;
  return { ...(folder === undefined ? {} : { folder }), verifyPage: join(ROOT, 'dist', 'verify.html') };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** Builds the page, and the verifier that people keep as one file. Undefined where the page could not be built. */
async function buildWeb(onFault: (message: string) => void): Promise<string | undefined> {
  const page = new URL('../../web/build.ts', import.meta.url).href;
  const verifier = new URL('../../../scripts/bundle.ts', import.meta.url).href;
  const [folder] = await Promise.all([
    builtApart(
      `const { buildWeb } = await import(${JSON.stringify(page)}); process.stdout.write(await buildWeb());`,
      (why) => onFault(`the page could not be built; the record and the API work without it: ${why}`),
    ),
    builtApart(`await import(${JSON.stringify(verifier)});`, (why) =>
      onFault(`the verifier as one file could not be built; all else works without it: ${why}`),
    ),
  ]);
  return folder;
}

/** Runs a build in a process of its own, which takes its memory along when it ends. Answers the last line it wrote. */
async function builtApart(code: string, onFailure: (why: string) => void): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      '--input-type=module',
      '-e',
      code,
    ]);
    return stdout.trim().split('\n').at(-1);
  } catch (error) {
    onFailure(String(error));
    return undefined;
  }
}

/** Beyond this machine nothing listens before somebody can sign in: until then everyone is the public, and the first run is open. */
export function hostFor(address: Address | undefined, { accounts }: People): string {
  if (address === undefined || !isBeyond(address)) return HOST;
  if (!accounts.areAny)
    throw new Error(
      `ARMISTICE_HOST is ${address.host}, and nobody can sign in here yet. Start once without it, make the administrator, then start again.`,
    );
  return address.host;
}

/** Listens on the port, or on the next one that is free. */
async function listen(app: App, port: number, host: string): Promise<string> {
  for (let tried = port; ; tried++) {
    try {
      return await app.listen({ host, port: tried });
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!busy || tried - port >= PORTS_TRIED) throw error;
    }
  }
}
