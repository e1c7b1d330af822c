import type { Report } from '@armistice/core/mission';
import type { Intake, Taken } from '../intake/intake.ts';
import { EXIT, type ExitCode, type Io } from './command.ts';

/** Shows what the first rows become, as a person reads it; nothing is written. */
export async function previewRows(intake: Intake, rows: number, io: Io): Promise<ExitCode> {
  let [shown, rejected] = [0, 0];
  for await (const taken of intake.taken) {
    io.out(`${linesOf(taken).join('\n')}\n\n`);
    shown += 1;
    if (taken.outcome.type === 'rejected') rejected += 1;
    if (shown >= rows || io.signal.aborted) break;
  }
  io.err(`${shown} rows shown, ${rejected} of them rejected; nothing was written\n`);
  return rejected > 0 ? EXIT.rejected : EXIT.yes;
}

function linesOf({ line, outcome }: Taken): readonly string[] {
  if (outcome.type === 'rejected') {
    const { reason, means, remedy } = outcome.rejection;
    return [`line ${line}: REJECTED`, `  ${reason}`, `  it means    ${means}`, `  what to do  ${remedy}`];
  }
  const notes = outcome.notes.map((note) => `  note        ${note}`);
  const context = outcome.context.map((one) => `  context     ${JSON.stringify(one)}`);
  const reports = outcome.type === 'reports' ? outcome.reports.flatMap(reportLines) : [];
  const what = outcome.type === 'context' ? 'context, no report' : `${outcome.reports.length} reports`;
  return [`line ${line}: ${what === '1 reports' ? 'one report' : what}`, ...reports, ...context, ...notes];
}

/** A report, field by field; the fields that place it in the world come first. */
function reportLines(report: Report): readonly string[] {
  const { source, kind, occurred, place, id, text, ...others } = report;
  const { from, to } = occurred;
  const fields: readonly (readonly [string, string])[] = [
    ['source', source],
    ['what', kind],
    [
      'when',
      from === to ? from : `${from} to ${to}${occurred.extent === undefined ? '' : ` (${occurred.extent})`}`,
    ],
    ['where', placeWords(place)],
    ...Object.entries(others).map(([name, value]) => [name, JSON.stringify(value)] as const),
    ['text', text === undefined ? '' : JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)],
    ['id', id],
  ];
  return fields.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(11)} ${value}`);
}

function placeWords(place: Report['place']): string {
  switch (place.type) {
    case 'point':
      return `${degrees(place.at)}, within ${place.radius} m`;
    case 'named':
      return `${place.name}: ${degrees(place.at)}, within ${place.radius} m`;
    case 'sector':
      return `${place.distance[0]}–${place.distance[1]} m at ${place.bearing}° ± ${place.bearingTolerance}° of ${degrees(place.origin)}`;
    case 'area':
      return `an area of ${(place.polygon[0]?.length ?? 1) - 1} corners`;
  }
}

function degrees([longitude, latitude]: readonly [number, number]): string {
  return `latitude ${latitude}, longitude ${longitude}`;
}
