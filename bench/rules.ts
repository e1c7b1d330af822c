import {
  type Agreement,
  type Areas,
  type EvaluatedIncident,
  type EvaluationContext,
  evaluate,
  type Indication,
  indicationsText,
  ruleScreen,
} from '../packages/core/src/agreement/index.ts';
import { median, type Rate } from './rules-clock.ts';
import { simulatedMission } from './rules-mission.ts';
import { hitsOf } from './rules-peer.ts';
import { agreementOfForty, CLAUSES, manyEvents, SEED, ZONES } from './rules-world.ts';

// The same forty clauses and the same events through our evaluation and through json-rules-engine, in one run. What
// counts is the ratio: both see the same machine in the same minute, and must find the same clauses touched.

const EVENTS = 200_000;
/** Of these, evaluated with what is kept: a round is long enough. */
const EXPLAINED = 20_000;
/** The peer is some thousand times slower: it sees this many of the same events. */
const PEER_EVENTS = 2_000;

/** Prints evaluations per second of one incident against an agreement, by how much is made of it, and the ratio to the peer. */
export async function benchRules(): Promise<void> {
  const agreement = agreementOfForty();
  const events = manyEvents(EVENTS);
  const places = placesOf(agreement, events);
  console.log(
    `rules: one core, events a second by processor time, the collector’s included (by the clock beside), seed ${SEED}`,
  );
  console.log(` made up: ${CLAUSES} clauses, events anywhere among them`);
  const ours = screened(agreement, events, places);
  line('(a) outcome and probability of every clause', ours);
  keptOf(agreement, events.slice(0, EXPLAINED), { areas: areasOf(), mode: 'all' });
  const touched = await hitsOf(events.slice(0, PEER_EVENTS), places.places);
  const same = touched.hits === countHits(agreement, events.slice(0, PEER_EVENTS), places);
  line(`json-rules-engine (${PEER_EVENTS} events)`, touched.rate);
  console.log(
    `  ratio, outcomes: ${Math.round(ours.processor / touched.rate.processor)} ×; clauses touched agree: ${same ? 'yes' : 'NO'}`,
  );
  const mission = await simulatedMission();
  console.log(` ${mission.what}`);
  keptOf(mission.agreement, mission.incidents, { mode: 'all' });
  if (!same) process.exitCode = 1;
}

/** What is kept of each event: as objects whose reasons nobody read, and with every word of them as bytes. */
function keptOf(
  agreement: Agreement,
  events: readonly EvaluatedIncident[],
  context: EvaluationContext,
): void {
  let indications = 0;
  let bytes = 0;
  const kept = { ...context, keep: 'relevant' as const };
  const objects = median(() => {
    indications = 0;
    for (const event of events) indications += evaluate(agreement, event, kept).length;
    return events.length;
  });
  const buffer = new Uint8Array(1 << 20);
  const encoder = new TextEncoder();
  const written = (text: (kept: readonly Indication[]) => string) =>
    median(() => {
      bytes = 0;
      for (const event of events)
        bytes += encoder.encodeInto(text(evaluate(agreement, event, kept)), buffer).written;
      return events.length;
    });
  line('(b) indications kept, reasons on demand and not read', objects);
  line('(c) indications kept, every sentence as bytes', written(indicationsText));
  line(
    '    the same by JSON.stringify',
    written((some) => JSON.stringify(some)),
  );
  const each = (total: number) => (total / events.length).toFixed(2);
  console.log(
    `      ${events.length} events; kept of one ${each(indications)} indications, ${each(bytes)} bytes`,
  );
}

function line(what: string, { processor, clock }: Rate): void {
  const told = (rate: number) => Math.round(rate).toLocaleString('en').padStart(12);
  console.log(`  ${what.padEnd(56)} ${told(processor)} events/s  (${told(clock).trim()})`);
}

/** Areas that know where an event lies, as the kernel answered before. */
function areasOf(): Areas<EvaluatedIncident> {
  return {
    answer: (question, { place }) => ({
      probability: question.zone === `zone-${String(place)}` ? 1 : 0,
      says: 'place: as given',
    }),
  };
}

interface Places {
  /** For each zone, whether an event lies in it: what the kernel answers in one pass. */
  readonly byZone: readonly Float64Array[];
  readonly places: readonly number[];
}

function placesOf(agreement: Agreement, events: readonly EvaluatedIncident[]): Places {
  const questions = ruleScreen(agreement).questions;
  const byZone = Array.from({ length: ZONES }, (_, zone) =>
    Float64Array.from(questions, (question) => (question.zone === `zone-${zone}` ? 1 : 0)),
  );
  return { byZone, places: events.map(({ place }) => place as number) };
}

/** Outcomes of every clause. Events were read once, as the peer's facts were: their times are numbers. */
function screened(
  agreement: Agreement,
  events: readonly EvaluatedIncident[],
  { byZone, places }: Places,
): Rate {
  const screen = ruleScreen(agreement);
  const read = events.map((event) => screen.read(event));
  return median(() => {
    let touched = 0;
    for (let at = 0; at < read.length; at += 1)
      touched += screen.run(read[at] as (typeof read)[number], byZone[places[at] ?? 0] as Float64Array);
    if (touched === 0) throw new Error('no clause was touched');
    return events.length;
  });
}

function countHits(
  agreement: Agreement,
  events: readonly EvaluatedIncident[],
  { byZone, places }: Places,
): number {
  const screen = ruleScreen(agreement);
  return events.reduce(
    (sum, event, at) => sum + screen.run(screen.read(event), byZone[places[at] ?? 0] as Float64Array),
    0,
  );
}
