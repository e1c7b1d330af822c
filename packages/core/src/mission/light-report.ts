import type { FusionReport } from '../fusion/index.ts';
import { forFusion } from './origins.ts';
import type { ReportView } from './views.ts';

/** The reports that a grouping groups, wherever they are kept. */
export interface ReportsOf extends Iterable<readonly [key: string, view: ReportView]> {
  get(key: string): ReportView | undefined;
}

/** Words that reports say over and over are kept once; sources choose some of them, so a full table takes no more. */
const MOST = 4096;
const WORDS = new Map<string, unknown>();

function once<T>(text: string, value: T): T {
  const known = WORDS.get(text);
  if (known !== undefined) return known as T;
  if (WORDS.size < MOST) WORDS.set(text, value);
  return value;
}

/** A report whose rarer fields are read where it is kept, each time they are asked for. */
abstract class KeptReport {
  readonly #key: string;
  readonly #reports: Pick<ReportsOf, 'get'>;

  constructor(key: string, reports: Pick<ReportsOf, 'get'>) {
    this.#key = key;
    this.#reports = reports;
  }

  protected whole(): ReportView {
    const view = this.#reports.get(this.#key);
    if (view === undefined) throw new Error(`the report ${this.#key} is grouped and is not kept`);
    return view;
  }

  get id(): string {
    return this.whole().id;
  }

  get occurred(): ReportView['occurred'] {
    return this.whole().occurred;
  }

  get place(): ReportView['place'] {
    return this.whole().place;
  }

  get count(): NonNullable<ReportView['count']> {
    return this.whole().count as NonNullable<ReportView['count']>;
  }

  get means(): NonNullable<ReportView['means']> {
    return this.whole().means as NonNullable<ReportView['means']>;
  }

  get derivedFrom(): NonNullable<ReportView['derivedFrom']> {
    return forFusion(this.whole()).derivedFrom as NonNullable<ReportView['derivedFrom']>;
  }
}

/**
 * A report as fusion holds on to it: what every grouping asks for by itself, and the rest read again when it is asked
 * for. Whole while it is measured.
 */
export class LightReport extends KeptReport implements ReportView {
  readonly source: string;
  readonly kind: ReportView['kind'];
  declare readonly phase?: NonNullable<ReportView['phase']>;
  declare readonly weapon?: NonNullable<ReportView['weapon']>;
  #view: ReportView | undefined;

  constructor(key: string, view: ReportView, reports: Pick<ReportsOf, 'get'>) {
    super(key, reports);
    this.#view = view;
    this.source = once(view.source, view.source);
    this.kind = once(view.kind, view.kind);
    if (view.phase !== undefined) this.phase = once(view.phase, view.phase);
    if (view.weapon !== undefined) this.weapon = once(JSON.stringify(view.weapon), view.weapon);
  }

  /** Lets go of what was needed to measure it. */
  lighten(): void {
    this.#view = undefined;
  }

  protected override whole(): ReportView {
    return this.#view ?? super.whole();
  }
}

/** A report that fusion was given back settled: hardly ever asked for, and then read as a whole. */
export class LateReport extends KeptReport implements FusionReport {
  get source(): string {
    return this.whole().source;
  }

  get kind(): ReportView['kind'] {
    return this.whole().kind;
  }

  get phase(): NonNullable<ReportView['phase']> {
    return this.whole().phase as NonNullable<ReportView['phase']>;
  }

  get weapon(): NonNullable<ReportView['weapon']> {
    return this.whole().weapon as NonNullable<ReportView['weapon']>;
  }
}
