import {
  DEFAULT_MODELS,
  type Decision,
  FUSION_VERSION,
  type FusedIncident,
  Fuser,
  type FusionChanges,
  type FusionProposal,
  type SensorModels,
  type SourceClock,
  sensorModelsHash,
} from '../fusion/index.ts';
import { type Footprint, footprintOf } from '../geo/index.ts';
import type {
  ClockOffset,
  GroupedIncident,
  GroupedReport,
  Grouping,
  GroupingMaker,
  Pair,
  Regrouped,
} from './grouping.ts';
import { forFusion, withOrigins } from './origins.ts';

/** What a snapshot of fused reports holds: the groups follow from it, so they are computed again. */
interface Kept {
  readonly reports: readonly GroupedReport[];
  readonly decisions: readonly Decision[];
  readonly clocks: readonly SourceClock[];
}

/** Reports grouped by what they say of one another: the fold's way to fusion. */
class Fused implements Grouping {
  readonly #fuser: Fuser;
  readonly #reports = new Map<string, GroupedReport>();
  readonly #decisions: Decision[] = [];
  readonly #clocks: SourceClock[] = [];

  constructor(models: SensorModels) {
    this.#fuser = new Fuser(models);
  }

  add(reports: readonly GroupedReport[]): Regrouped {
    for (const report of reports) this.#reports.set(report.key, report);
    return this.#regrouped(this.#fuser.addKeyed(reports.map(({ key, view }) => [key, forFusion(view)])));
  }

  remove(keys: readonly string[]): Regrouped {
    for (const key of keys) this.#reports.delete(key);
    return this.#regrouped(this.#fuser.remove(keys));
  }

  join(pairs: readonly Pair[]): Regrouped {
    return this.#decide(pairs.map((reports) => ({ type: 'join', reports })));
  }

  split(pairs: readonly Pair[]): Regrouped {
    return this.#decide(pairs.map((reports) => ({ type: 'split', reports })));
  }

  /** What was decided on a join lapses with it: only the part that keeps the id stays held together. */
  release(pairs: readonly Pair[]): Regrouped {
    const frozen = this.#frozenOnJoins(pairs);
    const changes = this.#apply([
      ...pairs.map((reports): Decision => ({ type: 'release', reports })),
      ...frozen.map(({ id, reports }): Decision => ({ type: 'thaw', id, reports })),
    ]);
    if (frozen.length === 0) return this.#regrouped(changes);
    const parts = frozen.flatMap(({ id, reports }): readonly Decision[] => {
      const here = this.#fuser.incidentOf(id)?.reports ?? [];
      const left = reports.filter((key) => here.includes(key));
      return left.length === 0 ? [] : [{ type: 'freeze', id, reports: left }];
    });
    return this.#regrouped(inTurn(changes, this.#apply(parts)));
  }

  /** Freezes in force of reports that one of these pairs had joined before. */
  #frozenOnJoins(pairs: readonly Pair[]): readonly (Decision & { readonly type: 'freeze' })[] {
    const found = new Map<string, Decision & { readonly type: 'freeze' }>();
    const joined: Pair[] = [];
    for (const decision of this.#decisions) {
      if (decision.type === 'join' && pairs.some((pair) => isSame(pair, decision.reports)))
        joined.push(decision.reports);
      if (decision.type === 'thaw') found.delete(decision.id);
      if (
        decision.type === 'freeze' &&
        joined.some((pair) => pair.every((key) => decision.reports.includes(key)))
      )
        found.set(decision.id, decision);
    }
    // Where the last word was to split, it is the split that is taken back.
    const last = this.#decisions.findLast(
      ({ type, reports }) =>
        (type === 'join' || type === 'split') && pairs.some((pair) => isSame(pair, reports)),
    );
    return last?.type === 'join' ? [...found.values()] : [];
  }

  freeze(id: string, reports: readonly string[]): Regrouped {
    return this.#decide([{ type: 'freeze', id, reports }]);
  }

  clock(offset: ClockOffset): Regrouped {
    this.#clocks.push(offset);
    return this.#regrouped(this.#fuser.setClocks([offset]));
  }

  snapshot(): Kept {
    return {
      reports: [...this.#reports.values()],
      decisions: [...this.#decisions],
      clocks: [...this.#clocks],
    };
  }

  restore({ reports, decisions, clocks }: Kept): this {
    this.#clocks.push(...clocks);
    this.#fuser.setClocks(clocks);
    this.#apply(decisions);
    for (const report of reports) this.#reports.set(report.key, report);
    this.#fuser.addKeyed(reports.map(({ key, view }) => [key, forFusion(view)]));
    return this;
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
    const told = withOrigins(
      incident,
      incident.reports.map((key) => this.#reports.get(key)?.view),
    );
    return {
      ...told,
      ...(firedFrom === undefined ? {} : { firedFrom }),
      ...(impactAt === undefined ? {} : { impactAt }),
    };
  }

  #surest({ reports, only }: FusedIncident, end: 'firedFrom' | 'impactAt'): Footprint | undefined {
    let best: Footprint | undefined;
    for (const key of reports) {
      const view = this.#reports.get(key)?.view;
      const place = view?.[end];
      if (place === undefined || (only !== undefined && view?.source !== only)) continue;
      const one = footprintOf(place);
      if (best === undefined || spread(one) < spread(best)) best = one;
    }
    return best;
  }
}

function spread({ covariance: [xx, , yy] }: Footprint): number {
  return xx + yy;
}

function isSame([a, b]: Pair, [c, d]: readonly string[]): boolean {
  return (a === c && b === d) || (a === d && b === c);
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

/** Reports fused under these sensor models; the method names the version of fusion, and the models by hash. */
export function fusedBy(models: SensorModels): GroupingMaker {
  return {
    method: `fusion ${FUSION_VERSION} ${hashOf(models)}`,
    make: (snapshot) => {
      const made = new Fused(models);
      return snapshot === undefined ? made : made.restore(snapshot as Kept);
    },
  };
}

function hashOf(models: SensorModels): string {
  return `sha256:${sensorModelsHash(models)}`;
}

/** Fusion under the sensor models of this program. */
export const FUSED: GroupingMaker = fusedBy(DEFAULT_MODELS);

/** Body of the entry by which a mission takes fusion up, under the sensor models of this program. */
export const FUSION_ENTRY: { readonly version: number; readonly hash: string } = {
  version: DEFAULT_MODELS.version,
  hash: hashOf(DEFAULT_MODELS),
};

/** The grouping that an entry names by the version and the hash of its sensor models, if this program has them. */
export function makerByHash(version: number, hash: string): GroupingMaker | undefined {
  return version === FUSION_ENTRY.version && hash === FUSION_ENTRY.hash ? FUSED : undefined;
}

/** The grouping that an entry may have named, by its method. */
export function makerByMethod(method: string): GroupingMaker | undefined {
  return method === FUSED.method ? FUSED : undefined;
}
