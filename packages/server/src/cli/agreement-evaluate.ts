import {
  type Confirmation,
  type EvaluationContext,
  evaluate,
  geometryAreas,
  type Indication,
  indexFacts,
  indicationText,
} from '@armistice/core/agreement';
import { readMoment } from '@armistice/core/base';
import { agreementIn } from './agreement-file-argument.ts';
import { boundGeometries, mapsOfRecord } from './agreement-geometry.ts';
import { readEventRows } from './agreement-rows.ts';
import { tellSilent } from './agreement-silence.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** `armistice agreement evaluate`: indications as newline-delimited JSON, sorted by the id of what they speak of. */
export async function evaluateEvents(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, {
    line: { type: 'string', multiple: true },
    zone: { type: 'string', multiple: true },
    map: { type: 'string' },
    party: { type: 'string', multiple: true },
    confirm: { type: 'string', multiple: true },
    at: { type: 'string' },
    all: { type: 'boolean' },
    relevant: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [file, events, ...others] = positionals;
  if (file === undefined || events === undefined || others.length > 0)
    throw usageError('agreement', 'evaluate takes an agreement and a file of events');
  const agreement = await agreementIn(file);
  const names = pairs('party', values.party);
  const rows = await readEventRows(events, io, agreement, (name) => names.get(name) ?? name);
  const known = values.at === undefined ? Number.POSITIVE_INFINITY : timeOption(values.at);
  const facts = rows.facts.filter(({ at }) => (readMoment(at) ?? 0) <= known);
  const context: EvaluationContext = {
    facts,
    areas: geometryAreas(
      agreement,
      indexFacts(facts),
      await boundGeometries(agreement, pairs('line', values.line), pairs('zone', values.zone)),
    ),
    ...(values.map === undefined ? {} : { map: knownMap(mapsOfRecord(agreement), values.map) }),
    mode: values.all === true ? 'all' : 'mission',
    confirmed: confirmations(values.confirm),
    keep: values.relevant === true ? 'relevant' : 'all',
  };
  const sorted = [...rows.events].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const tally = new Tally();
  let judged = 0;
  for (const event of sorted) {
    if ((readMoment(event.occurred.from) ?? 0) > known) continue;
    judged += 1;
    for (const indication of evaluate(agreement, event, context)) {
      tally.add(indication);
      io.out(`${indicationText(indication)}\n`);
    }
  }
  const summary = { events: judged, facts: facts.length, ...tally.counts(), refused: rows.refused };
  if (values.json === true) io.out(`${JSON.stringify(summary)}\n`);
  io.err(
    `${summary.events} events, ${summary.facts} facts: ${summary.indications} indications, ${rows.refused} rows refused\n`,
  );
  tellSilent(io, agreement, facts, context, ['forbid', 'require', 'permit']);
  const missing = Object.entries(summary.missing);
  if (missing.length > 0)
    io.err(`undetermined for want of: ${missing.map(([fact, times]) => `${fact} (${times})`).join(', ')}\n`);
  return rows.refused > 0 ? EXIT.rejected : EXIT.yes;
}

/** How many indications came out in which way, and which facts they lack, the one that is missing most first. */
class Tally {
  readonly #outcomes = new Map<string, number>([
    ['breach', 0],
    ['permitted', 0],
    ['not-applicable', 0],
    ['undetermined', 0],
  ]);
  readonly #missing = new Map<string, number>();

  add({ outcome, missing }: Indication): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (missing !== undefined) this.#missing.set(missing, (this.#missing.get(missing) ?? 0) + 1);
  }

  counts() {
    const most = [...this.#missing].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return {
      indications: [...this.#outcomes.values()].reduce((sum, one) => sum + one, 0),
      outcomes: Object.fromEntries(this.#outcomes),
      missing: Object.fromEntries(most),
    };
  }
}

function knownMap(maps: readonly string[], map: string): string {
  if (maps.includes(map)) return map;
  throw usageError(
    'agreement',
    `--map takes one of the maps of record of this agreement: ${maps.join(', ') || 'it has one map only'}`,
  );
}

/** Clauses that an operator compared with a source, as options name them. */
export function confirmations(given: readonly string[] | undefined): readonly Confirmation[] {
  return [...pairs('confirm', given)].map(([clause, source]) => ({ clause, by: 'operator', source }));
}

/** `name=value` options as a map. */
export function pairs(option: string, given: readonly string[] | undefined): ReadonlyMap<string, string> {
  return new Map(
    (given ?? []).map((one) => {
      const at = one.indexOf('=');
      if (at <= 0 || at === one.length - 1)
        throw usageError('agreement', `--${option} takes name=value, not "${one}"`);
      return [one.slice(0, at), one.slice(at + 1)] as const;
    }),
  );
}

/** A moment as an option gives it, in UTC milliseconds. */
export function timeOption(text: string): number {
  const at = readMoment(text);
  if (at === undefined)
    throw usageError(
      'agreement',
      `--at takes a time with its offset, such as 2026-11-01T00:00:00Z, not "${text}"`,
    );
  return at;
}
