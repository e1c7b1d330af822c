import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressIn } from './app-address.ts';
import type { Running, StartOptions } from './app-start.ts';
import { readMissionFile } from './mission-file.ts';
import { OPERATOR_TOKEN } from './mission-operator.ts';
import { OPERATOR_HEADER } from './people/asker.ts';
import { EXERCISE_FILE, type ExerciseWishes } from './training/settings.ts';

const PORT = 8370;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a command line may say; the environment fills in the rest. */
export interface StartWords {
  readonly data?: string;
  readonly mission?: string;
  readonly port?: number;
  readonly page?: boolean;
  readonly exercise?: ExerciseWishes;
}

type Env = Readonly<Record<string, string | undefined>>;

/** How to start, from words and environment. Throws, with what to do, where they do not make sense. */
export async function startOptions(
  words: StartWords,
  env: Env,
  onFault: (message: string) => void,
): Promise<StartOptions> {
  const { mission = 'exercise' } = words;
  const level = env.ARMISTICE_LOG;
  if (level !== undefined && level !== 'info' && level !== 'warn')
    throw new Error(`ARMISTICE_LOG is "${level}": it takes info (a line for each answer) or warn.`);
  return {
    place: {
      folder: resolve(words.data ?? env.ARMISTICE_FOLDER ?? join(ROOT, 'data')),
      ...(env.ARMISTICE_STATE === undefined ? {} : { state: env.ARMISTICE_STATE }),
    },
    ...(env.ARMISTICE_VAULT === undefined ? {} : { vault: resolve(env.ARMISTICE_VAULT) }),
    address: addressIn(env),
    port: words.port ?? Number(env.ARMISTICE_PORT ?? PORT),
    page: words.page ?? true,
    exercise: words.exercise ?? {},
    ...(mission === 'exercise' ? {} : { mission: await readMissionFile(resolve(mission)) }),
    ...(env.ARMISTICE_MAP_TILES === undefined || env.ARMISTICE_MAP_TILES === ''
      ? {}
      : { tiles: mapTiles(env.ARMISTICE_MAP_TILES) }),
    ...(env.DATABASE_URL === undefined || env.DATABASE_URL === '' ? {} : { databaseUrl: env.DATABASE_URL }),
    withoutWitnesses: (env.ARMISTICE_WITHOUT_WITNESS ?? '').split(',').filter((name) => name !== ''),
    ...(level === undefined
      ? {}
      : { log: { level, write: (line: string) => void process.stderr.write(line) } }),
    onFault,
  };
}

/** The archive for the map: a file of this machine alone, since a server elsewhere would learn where readers look. */
function mapTiles(text: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text))
    throw new Error(
      `ARMISTICE_MAP_TILES is "${text}": it takes a .pmtiles file on this machine, not an address. Whoever served the tiles would learn where readers look; download the area once instead.`,
    );
  return resolve(text);
}

type Told = Pick<Running, 'url' | 'reached' | 'place' | 'exercise' | 'firstRun'>;

/** What a person is told once it runs: what can be done from here, each with its address, then what programs need. */
export function greeting(running: Told): string {
  const { url, place, exercise } = running;
  // The token itself is not printed: what a terminal or a service shows is kept in many places.
  const token = `"${OPERATOR_HEADER}: $(cat '${join(place.folder, OPERATOR_TOKEN)}')"`;
  return [
    ...(exercise ? ofExercise(running) : [`Armistice is at ${addressOf(running)}/`, '']),
    firstRunLine(running),
    `  Verify:  npx armistice verify ${place.folder}`,
    `  File:    curl -H ${token} -H 'content-type: application/json' --data-binary @report.json ${url}/api/reports`,
    '',
    ...(exercise
      ? [
          `  Trainer: ${join(place.folder, EXERCISE_FILE)} has the seed; armistice simulate makes the truth of it`,
          '',
        ]
      : []),
    'Ctrl-C stops it; the next start goes on from here.',
    '',
  ].join('\n');
}

/** The two things that somebody who started the exercise can do. */
function ofExercise(running: Told): readonly string[] {
  return [
    'EXERCISE. North and South are fictional; every report is simulated.',
    '',
    'Two things can be done from here:',
    '',
    '  1. Look at the exercise, and act in it as any of its people',
    `     ${addressOf(running)}/`,
    ...(running.reached === undefined
      ? [
          '     Choose at the top of the page as whom you look: duty officer, head of mission, monitor, liaison officer of',
          '     either party. On this machine nobody signs in for that.',
        ]
      : ['     Whoever is a member of it signs in there.']),
    '',
    '  2. Begin a real mission, in a folder of its own; in another terminal:',
    '     npx armistice mission new my-mission',
    '     npm start -- --mission my-mission --data my-mission-data',
    '     The second prints the address at which its administrator is made. docs/first-mission.md goes through it.',
    '',
    'Besides:',
    '',
  ];
}

function addressOf({ reached, url }: Pick<Running, 'url' | 'reached'>): string {
  return reached ?? named(url);
}

/** Passkeys are bound to a name, and a number is none. */
function named(url: string): string {
  return url.replace('//127.0.0.1', '//localhost');
}

/** Where whoever started it makes the administrator; empty where somebody administers the mission. */
export function firstRunLine(running: Pick<Running, 'url' | 'reached' | 'firstRun' | 'exercise'>): string {
  const code = running.firstRun();
  if (code === undefined) return '';
  // Of an exercise nobody need administer anything: what begins there is signing in, and no mission.
  const [name, what] = running.exercise
    ? ['Sign in:', 'makes an administrator of the exercise, who can invite others']
    : ['Begin:  ', 'makes the administrator'];
  return `  ${name} ${addressOf(running)}/first-run#${code}\n           ${what}; it works once, and is another at each start\n`;
}
