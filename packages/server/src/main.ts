import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type App, buildApp } from './app.ts';
import { Mission } from './mission.ts';
import { STORE_FOLDER } from './mission-erasure.ts';
import { createExercise, type DataPlace, furnishExercise, isExercise } from './mission-exercise.ts';
import { closeFolders } from './mission-folders.ts';
import { OPERATOR_TOKEN, operatorToken } from './mission-operator.ts';
import { startLocalWitnesses } from './mission-witnesses.ts';
import { folderDisk } from './record/disk.ts';
import { openLog, readConfig, readPolicy } from './record/folder.ts';
import { takeLock } from './record/lock.ts';
import { OPERATOR_HEADER } from './routes/may.ts';
import { storeInWorker } from './store/in-worker.ts';

// `npm start`: environment → parts → listening. Everything else is in functions that know no environment.

const PORT = 8370;
const PORTS_TRIED = 20;
const STATEMENT_MS = 3_600_000;
const HOST = '127.0.0.1';
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const onFault = (message: string): void => void process.stderr.write(`${message}\n`);

/** A running server, and how to stop it: what was acknowledged is published before the process ends. */
interface Running {
  readonly url: string;
  readonly place: DataPlace;
  readonly exercise: boolean;
  stop(): Promise<void>;
}

function placeFrom(env: NodeJS.ProcessEnv): DataPlace {
  const host = env.ARMISTICE_HOST ?? HOST;
  if (host !== HOST && host !== 'localhost')
    throw new Error(
      `ARMISTICE_HOST is ${host}: until there is sign-in, Armistice listens on this machine alone (${HOST}). Leave it unset.`,
    );
  const folder = resolve(env.ARMISTICE_DATA ?? join(ROOT, 'data'));
  return { folder, ...(env.ARMISTICE_STATE === undefined ? {} : { state: env.ARMISTICE_STATE }) };
}

async function start(place: DataPlace, port: number): Promise<Running> {
  const building = buildWeb();
  const fresh = !existsSync(join(place.folder, 'private', 'log.json'));
  await closeFolders(place.folder);
  if (fresh) await createExercise(place);
  // Looked at before anything starts: a second start on one folder shall say only that.
  takeLock(join(place.folder, 'private', 'lock')).release();
  const disk = folderDisk(place.folder);
  const [config, policy] = [await readConfig(disk), await readPolicy(disk)];
  const token = await operatorToken(disk);
  await disk.close();
  const witnesses = await startLocalWitnesses(place.folder, policy, onFault);
  const withoutWitnesses = (process.env.ARMISTICE_WITHOUT_WITNESS ?? '')
    .split(',')
    .filter((name) => name !== '');
  const open = await openLog({ ...place, withoutWitnesses, onNotice: onFault });
  const store = storeInWorker({
    folder: join(place.folder, STORE_FOLDER),
    mission: config.mission,
    origin: config.origin,
  });
  const mission = await Mission.open({ open, store, onFault });
  if (isExercise(config.origin)) await furnishExercise(mission);
  const stating = setInterval(
    () => void mission.state().catch((error: unknown) => onFault(`no statement was made: ${String(error)}`)),
    STATEMENT_MS,
  );
  const folder = await building;
  const web = { ...(folder === undefined ? {} : { folder }), verifyPage: join(ROOT, 'dist', 'verify.html') };
  const app = await buildApp({
    mission,
    publicFolder: join(place.folder, 'public'),
    operatorToken: token,
    web,
    onFault,
  });
  const url = await listen(app, port);
  const stop = async () => {
    clearInterval(stating);
    await app.close();
    await mission.close();
    await Promise.all(witnesses.map((witness) => witness.stop()));
  };
  return { url, place, exercise: mission.view.rules.exercise, stop };
}

/** Builds the page in a process of its own, which takes its memory along when it ends. Undefined where it failed. */
async function buildWeb(): Promise<string | undefined> {
  const build = new URL('../../web/build.ts', import.meta.url).href;
  const code = `const { buildWeb } = await import(${JSON.stringify(build)}); process.stdout.write(await buildWeb());`;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      '--input-type=module',
      '-e',
      code,
    ]);
    return stdout.trim().split('\n').at(-1);
  } catch (error) {
    onFault(`the page could not be built; the record and the API work without it: ${String(error)}`);
    return undefined;
  }
}

/** Listens on the port, or on the next one that is free. */
async function listen(app: App, port: number): Promise<string> {
  for (let tried = port; ; tried++) {
    try {
      return await app.listen({ host: HOST, port: tried });
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!busy || tried - port >= PORTS_TRIED) throw error;
    }
  }
}

function greet({ url, place, exercise }: Running): void {
  if (exercise) say('EXERCISE. North and South are fictional; every report is simulated.');
  say(`Armistice is at ${url}/`);
  say('');
  say('  Look:    open the address; the page checks the whole record in your browser.');
  say(`  Verify:  npx armistice verify ${place.folder}`);
  // The token itself is not printed: what a terminal or a service shows is kept in many places.
  const token = `"${OPERATOR_HEADER}: $(cat '${join(place.folder, OPERATOR_TOKEN)}')"`;
  say(
    `  File:    curl -H ${token} -H 'content-type: application/json' --data-binary @report.json ${url}/api/reports`,
  );
  say('');
  say('Ctrl-C stops it; the next start goes on from here.');
}

async function main(): Promise<void> {
  const running = await start(placeFrom(process.env), Number(process.env.ARMISTICE_PORT ?? PORT));
  greet(running);
  let stopping = false;
  const stop = () => {
    // Asked twice, the person means it; what was acknowledged is on disk in any case.
    if (stopping) process.exit(130);
    stopping = true;
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        onFault(String(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  onFault(`Armistice did not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
