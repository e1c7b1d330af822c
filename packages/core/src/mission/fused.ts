import {
  type Decision,
  type FusedIncident,
  Fuser,
  type FusionChanges,
  type FusionProposal,
  type KeptRows,
  type SensorModels,
  type SourceClock,
} from '../fusion/index.ts';
import { type Footprint, footprintOf } from '../geo/index.ts';
import { speakingFor } from './crowding.ts';
import { decisionsOf, type Frozen, frozenOnJoins, frozenOnParts } from './frozen.ts';
import type {
  ClockOffset,
  Core,
  GroupedIncident,
  GroupedReport,
  Grouping,
  KeptGroups,
  Pair,
  Regrouped,
  Said,
} from './grouping.ts';
import { citesByHash, forFusion, withOrigins } from './origins.ts';
import type { ReportsOf } from './reports-of.ts';
import type { ReportView } from './views.ts';

/** What was told to it besides reports. */
export interface Kept {
  readonly decisions: readonly Decision[];
  readonly clocks: readonly SourceClock[];
}

/** The words of what fusion made of reports, and how many of the keys are of what. */
interface Words extends Omit<KeptRows, 'keys' | 'ids' | 'columns'> {
  readonly counts: readonly [rows: number, ids: number, ends: number];
}

/** Reports grouped by what they say of one another: the fold's way to fusion. */
export class Fused implements Grouping {
  readonly #fuser: Fuser;
  readonly #reports: ReportsOf;
  /** Reports on their way out, which fusion asks once more what they said. */
  readonly #leaving = new Map<string, ReportView>();
  /** Keys of those that say where fire came from or went to. */
  readonly #ends = new Set<string>();
  /** Keys of those that cite an article or a person by hash. */
  readonly #citing = new Set<string>();
  readonly #decisions: Decision[] = [];
  readonly #clocks: SourceClock[] = [];

  constructor(models: SensorModels, reports: ReportsOf) {
    this.#fuser = new Fuser(models, (key) => this.#read(key));
    this.#reports = reports;
  }

  add(reports: readonly GroupedReport[]): Regrouped {
    return this.#regrouped(
      this.#fuser.addKeyed(reports.map(({ key, view }) => [key, this.#noted(key, view)])),
    );
  }

  #noted(key: string, view: ReportView): ReportView {
    if (view.firedFrom !== undefined || view.impactAt !== undefined) this.#ends.add(key);
    if (citesByHash(view)) this.#citing.add(key);
    return forFusion(view);
  }

  #read(key: string): ReportView {
    const view = this.#leaving.get(key) ?? this.#reports.get(key);
    if (view === undefined) throw new Error(`the report ${key} is grouped and is not kept`);
    return forFusion(view);
  }

  remove(reports: readonly GroupedReport[]): Regrouped {
    for (const { key, view } of reports) {
      this.#ends.delete(key);
      this.#citing.delete(key);
      this.#leaving.set(key, view);
    }
    const changes = this.#fuser.remove(reports.map(({ key }) => key));
    this.#leaving.clear();
    return this.#regrouped(changes);
  }

  join(pairs: readonly Pair[]): Regrouped {
    return this.#decide(decisionsOf({ type: 'join', pairs }));
  }

  split(pairs: readonly Pair[]): Regrouped {
    return this.#decide(decisionsOf({ type: 'split', pairs }));
  }

  /**
   * What was decided on a join lapses with it: only the part that keeps the id stays held together. What was decided on
   * a part that a split made is held together where it is now, under the id that stands without it.
   */
  release(pairs: readonly Pair[], earlier: readonly Said[]): Regrouped {
    const onJoins = frozenOnJoins(this.#decisions, pairs);
    const onParts = frozenOnParts(this.#decisions, pairs).map((frozen) => this.#together(frozen));
    const lapsed = [...onJoins, ...onParts];
    const changes = this.#apply([
      ...pairs.map((reports): Decision => ({ type: 'release', reports })),
      ...earlier.flatMap(decisionsOf),
      ...lapsed.map(({ id, reports }): Decision => ({ type: 'thaw', id, reports })),
    ]);
    if (lapsed.length === 0) return this.#regrouped(changes);
    const keepers = onJoins.flatMap(({ id, reports }): readonly Frozen[] => {
      const here = this.#fuser.incidentOf(id)?.reports ?? [];
      const left = reports.filter((key) => here.includes(key));
      return left.length === 0 ? [] : [{ type: 'freeze', id, reports: left }];
    });
    return this.#regrouped(inTurn(changes, this.#apply([...keepers, ...this.#heldNow(onParts)])));
  }

  /** What is left of a freeze: reports that later splits took out, or that were erased, are no part of it. */
  #together({ id, reports, ...rest }: Frozen): Frozen {
    const here = new Set(this.#fuser.incidentOf(id)?.reports);
    return { ...rest, id, reports: reports.filter((key) => here.has(key)) };
  }

  /** Freezes of the same reports by the incidents that they are in now: one for each, which keeps its id. */
  #heldNow(parts: readonly Frozen[]): readonly Frozen[] {
    const held = new Map<string, Set<string>>();
    for (const key of parts.flatMap(({ reports }) => reports)) {
      const { id, reports: here = [] } = this.#fuser.incidentOf(key) ?? {};
      if (id === undefined) continue;
      // With the id come those that were held under it before.
      const before = this.#decisions.findLast((one) => one.type === 'freeze' && one.id === id)?.reports;
      const reports = held.get(id) ?? new Set([id, ...(before ?? [])].filter((one) => here.includes(one)));
      held.set(id, reports.add(key));
    }
    return [...held].map(([id, reports]) => ({ type: 'freeze', id, reports: [...reports] }));
  }

  freeze(cores: readonly Core[]): Regrouped {
    return this.#decide(cores.map(({ id, reports }) => ({ type: 'freeze', id, reports })));
  }

  clock(offset: ClockOffset): Regrouped {
    this.#clocks.push(offset);
    return this.#regrouped(this.#fuser.setClocks([offset]));
  }

  proposals(ids: readonly string[]): NonNullable<Regrouped['proposed']> {
    return this.#fuser.proposals(ids).map(inWords);
  }

  snapshot(): Kept {
    return {
      decisions: [...this.#decisions],
      clocks: [...this.#clocks],
    };
  }

  keep(): KeptGroups {
    const { keys, ids, columns, ...texts } = this.#fuser.keep();
    const words: Words = { ...texts, counts: [keys.length, ids.length, this.#ends.size] };
    return { keys: [...keys, ...ids, ...this.#ends, ...this.#citing], columns, words };
  }

  restore({ decisions, clocks }: Kept, kept?: KeptGroups): this {
    this.#clocks.push(...clocks);
    this.#fuser.setClocks(clocks);
    this.#apply(decisions);
    if (kept !== undefined) this.#takeBack(kept);
    return this;
  }

  #takeBack({ keys, columns, words }: KeptGroups): void {
    const { counts, ...texts } = words as Words;
    const [rows, named, ends] = [counts[0], counts[0] + counts[1], counts[0] + counts[1] + counts[2]];
    const kept = { ...texts, keys: keys.slice(0, rows), ids: keys.slice(rows, named), columns };
    this.#fuser.restore(kept);
    for (const key of keys.slice(named, ends)) this.#ends.add(key);
    for (const key of keys.slice(ends)) this.#citing.add(key);
  }

  #decide(decisions: readonly Decision[]): Regrouped {
    return this.#regrouped(this.#apply(decisions));
  }

  #apply(decisions: readonly Decision[]): FusionChanges {
    this.#decisions.push(...decisions);
    return this.#fuser.decide(decisions);
  }

  #regrouped({ changed, gone }: FusionChanges): Regrouped {
    const proposed = this.#fuser.proposals(changed.map(({ id }) => id)).map(inWords);
    return {
      changed: changed.map((incident) => this.#withEnds(incident)),
      gone,
      ...(proposed.length === 0 ? {} : { proposed }),
    };
  }

  /** Fusion places what happened; where fire came from and went to is as the surest of its reports has it. */
  #withEnds(incident: FusedIncident): GroupedIncident {
    const firedFrom = this.#surest(incident, 'firedFrom');
    const impactAt = this.#surest(incident, 'impactAt');
    const cites = this.#citing.size > 0 && incident.reports.some((key) => this.#citing.has(key));
    const told = cites
      ? withOrigins(
          incident,
          speakingFor(incident).map((key) => this.#reports.get(key)),
        )
      : incident;
    return {
      ...told,
      ...(firedFrom === undefined ? {} : { firedFrom }),
      ...(impactAt === undefined ? {} : { impactAt }),
    };
  }

  #surest(incident: FusedIncident, end: 'firedFrom' | 'impactAt'): Footprint | undefined {
    let best: Footprint | undefined;
    if (this.#ends.size === 0) return undefined;
    for (const key of speakingFor(incident)) {
      if (!this.#ends.has(key)) continue;
      const place = this.#reports.get(key)?.[end];
      if (place === undefined) continue;
      const one = footprintOf(place);
      if (best === undefined || spread(one) < spread(best)) best = one;
    }
    return best;
  }
}

function spread({ covariance: [xx, , yy] }: Footprint): number {
  return xx + yy;
}

/** Two changes, one after the other, as one. */
function inTurn(first: FusionChanges, second: FusionChanges): FusionChanges {
  const changed = new Map(first.changed.map((incident) => [incident.id, incident]));
  for (const id of second.gone) changed.delete(id);
  for (const incident of second.changed) changed.set(incident.id, incident);
  const gone = new Set([...first.gone, ...second.gone]);
  for (const id of changed.keys()) gone.delete(id);
  return { changed: [...changed.values()], gone: [...gone].sort(), aliases: [] };
}

function inWords(proposal: FusionProposal): NonNullable<Regrouped['proposed']>[number] {
  const { type, incidents, score } = proposal;
  return type === 'merge'
    ? {
        reports: incidents,
        because: `the evidence (${score} thousandths) is for one incident with ${incidents[1]}: both were decided on or published, so a person joins them or leaves them apart`,
      }
    : {
        reports: incidents,
        because: `the evidence is for ${proposal.parts?.length ?? 2} incidents: it was decided on or published, so a person splits it or leaves it whole`,
      };
}
