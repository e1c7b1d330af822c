import { resolve } from 'node:path';
import {
  FUSION_ENTRY,
  lessonsOf,
  MISSION,
  type MissionLessons,
  type MissionState,
  modelsNamed,
  previewLessons,
  type Regroupings,
} from '@armistice/core/mission';
import { enterLessons } from '../mission-learning.ts';
import { CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { withLog } from './opened.ts';
import { openPlace } from './place.ts';
import { count, entries } from './words.ts';

/** So many incidents and clocks are told one by one; --json has them all. */
const TOLD = 10;

/** Shows what the reports of a mission teach of those who sent them, and puts it on record where that is asked for. */
export async function learnMission(
  folder: string,
  {
    adopt,
    json,
    state,
  }: { readonly adopt: boolean; readonly json: boolean; readonly state?: string | undefined },
  io: Io,
): Promise<ExitCode> {
  const place = await openPlace(folder);
  if (adopt && place.url !== undefined)
    throw usageError('mission', '--adopt writes, so it takes the data folder of the mission and no address');
  const held = await folded(place, MISSION);
  const lessons = lessonsOf(held);
  const changes = previewLessons(held, lessons);
  tellLessons(held, lessons, io);
  tellChanges(changes, io);
  const written = adopt ? await write(resolve(folder), state, held.size, lessons, io) : 0;
  io.err(
    adopt
      ? `on record: ${entries(written)}\n`
      : 'nothing was written; to put it on record, repeat with --adopt\n',
  );
  if (json) io.out(`${JSON.stringify({ ok: true, ...lessons, changes, written })}\n`);
  return EXIT.yes;
}

async function write(
  folder: string,
  outside: string | undefined,
  size: number,
  lessons: MissionLessons,
  io: Io,
): Promise<number> {
  const state = outside ?? io.env.ARMISTICE_STATE;
  return withLog(folder, { state }, io, (open) => {
    if (open.log.size() !== size)
      throw new CommandError(
        `the record has ${entries(open.log.size())}, and ${entries(size)} when this was worked out`,
        'repeat it: nothing was written',
      );
    return enterLessons(open, lessons);
  });
}

/** Tells a person what was learnt. */
export function tellLessons(
  { fusion }: Pick<MissionState, 'fusion'>,
  { reports, clocks, parameters, leftOut }: MissionLessons,
  io: Pick<Io, 'err'>,
): void {
  io.err(`${count(reports)} reports that everyone reads teach of their sources:\n`);
  const sources = [...new Set(clocks.map(({ source }) => source))];
  io.err(
    clocks.length === 0
      ? '  clocks: nothing new\n'
      : `  clocks: ${count(clocks.length)} offsets of ${count(sources.length)} sources, for the whole time and for days\n`,
  );
  // The first of each source is for the whole time.
  for (const source of sources.slice(0, TOLD)) {
    const { offset, sigma } = clocks.find((clock) => clock.source === source) ?? { offset: 0, sigma: 0 };
    io.err(`    ${source} ${seconds(offset)} s ahead, give or take ${seconds(sigma)} s\n`);
  }
  if (parameters === undefined) {
    io.err('  sensor models: those that the mission goes by\n');
    return;
  }
  const { diffuse, sources: known } = modelsNamed(parameters) ?? {};
  const was = fusion === undefined ? undefined : modelsNamed(fusion);
  io.err(`  sensor models: version ${parameters.version}, ${parameters.hash}\n`);
  if (parameters.hash === FUSION_ENTRY.hash) io.err('    those of this program, as they are\n');
  if (diffuse !== undefined && diffuse.rate !== was?.diffuse.rate)
    io.err(
      `    incidents of which only vague reports tell: ${diffuse.rate.toExponential(1)} a square metre and second\n`,
    );
  for (const { source, place, time } of known?.scales.slice(0, TOLD) ?? [])
    io.err(`    ${source} is off by ${place} times what it states in place, ${time} times in time\n`);
  const more = (known?.scales.length ?? 0) - TOLD;
  if (more > 0) io.err(`    … and ${count(more)} more sources\n`);
  if (leftOut > 0)
    io.err(
      `    ${count(leftOut)} sources whose factor is nearest to 1 are left out: an entry holds no more\n`,
    );
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function tellChanges({ before, after, joined, parted, proposed }: Regroupings, io: Pick<Io, 'err'>): void {
  io.err(
    `  incidents: ${count(before)} now, ${count(after)} then; ${count(joined.length)} joined of several, ${count(parted.length)} parted\n`,
  );
  for (const { id, of } of joined.slice(0, TOLD)) io.err(`    joined ${id} of ${of.join(', ')}\n`);
  for (const { id, into } of parted.slice(0, TOLD)) io.err(`    parted ${id} into ${into.join(', ')}\n`);
  for (const message of proposed.slice(0, TOLD)) io.err(`    for a person: ${message}\n`);
}
