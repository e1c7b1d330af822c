import type { Shaped } from '../base/index.ts';
import { makerNamed, shippedModels } from './fused-maker.ts';
import type { ClockOffset } from './grouping.ts';
import { sourceClockForm } from './observation-forms.ts';
import { type Placing, place } from './placing.ts';
import { type FusionParameters, fusionParametersForm } from './publication-forms.ts';
import { regroup } from './regrouping.ts';
import { ignore, note, readBody, type Step } from './step.ts';
import { millisecondsOf } from './words.ts';

// What the record says of those who observe: it moves the past where an entry says so, and no report does by itself.

/** The open body of a `source-clock`. */
export type SourceClockEntry = Shaped<typeof sourceClockForm>;

/** How far a clock was ahead: its reports in that window are placed anew. */
export function setSourceClock(step: Step): void {
  const body = readBody(step, sourceClockForm);
  if (body === undefined) return;
  goBy(step, [body]);
  note(step);
}

/** From here on reports are grouped by fusion under these sensor models, and so are those filed before. */
export function setFusionParameters(step: Step): undefined {
  const body = readBody(step, fusionParametersForm);
  if (body === undefined) return;
  if (!adopt(step, body))
    return ignore(
      step,
      'unknown',
      `the sensor models ${body.version} ${body.hash} are not among those of this program, and the entry does not hold them: reports stay grouped by ${step.state.method}`,
    );
  note(step);
}

/** Places the reports of sources anew by these offsets of their clocks. */
export function goBy(step: Placing, clocks: readonly SourceClockEntry[]): void {
  const { state } = step;
  for (const { source, from, to, offset, sigma } of clocks) {
    const clock: ClockOffset = { source, from: millisecondsOf(from), to: millisecondsOf(to), offset, sigma };
    state.clocks.push(clock);
    for (const [basis, grouping] of state.groupings) place(step, grouping.clock(clock), basis);
  }
}

/** Groups all reports by the sensor models that are named. Answers whether they are known here. */
export function adopt(step: Placing, named: FusionParameters): boolean {
  const maker = makerNamed(named);
  if (maker === undefined) return false;
  regroup(step, maker);
  const { version, hash } = named;
  step.state.fusion = shippedModels(named) === undefined ? named : { version, hash };
  return true;
}
