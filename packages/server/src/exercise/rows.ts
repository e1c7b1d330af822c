import type { AreaPlace, Position } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';

// What a simulated day consists of. The first three kinds of row are what a mission would have; the others are the
// truth, which no method under test may see.

/** A Report and the moment, UTC milliseconds, at which it reaches the mission. */
export interface Filing {
  readonly at: number;
  readonly report: Report;
}

/** Observation effort: who could see what, when (docs/exercise.md). */
export interface CoverageRow {
  readonly id: string;
  readonly source: string;
  readonly area: AreaPlace;
  readonly from: string;
  readonly to: string;
  readonly means: string;
  readonly state: 'observing' | 'not';
  readonly cause?: string;
}

/** One thing that happened in the simulated world, and the Reports (by their keys) that speak of it. */
export interface TrueIncident {
  readonly incident: string;
  readonly kind: string;
  /** Of what it was part: `salvo`, `retaliation`, `barrage`, `training`, `demining`, … */
  readonly setting: string;
  readonly occurred: { readonly from: string; readonly to: string };
  readonly at: Position;
  /** Metres around `at` in which it lay; 0 for a point. */
  readonly spread: number;
  readonly count: number;
  readonly phase?: string;
  readonly weapon?: { readonly class: string; readonly calibre?: number };
  /** The party whose act it was, where it was a party's. */
  readonly actor?: string;
  /** The launch and the impacts of one salvo are two incidents; both carry its name. */
  readonly salvo?: string;
  readonly firedFrom?: Position;
  /** The incident that it answers, or follows from. */
  readonly follows?: string;
  readonly reports: readonly string[];
  readonly covers: readonly string[];
}

export type AccountRole =
  | 'observed'
  | 'group'
  | 'late'
  | 'exaggerated'
  | 'false'
  | 'repeat'
  | 'resubmission'
  | 'notice';

/** What one Report truly is. */
export interface TrueAccount {
  readonly report: string;
  readonly source: string;
  readonly id: string;
  readonly role: AccountRole;
  /** What it describes; null for what never happened, and for a group report, which covers instead. */
  readonly incident: string | null;
  readonly covers: readonly string[];
  /** The key of the Report that it repeats. */
  readonly of?: string;
}

/** How far a source's clock was ahead, in seconds, in a window of time. */
export interface TrueClock {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly offset: number;
}

/** How a source errs, in the terms of its generator; `confidence` 1 states what it is 90 % sure of, less is too narrow. */
export interface TrueHabit {
  readonly source: string;
  readonly means: string;
  readonly confidence: number;
  readonly [parameter: string]: number | string;
}

/** What a day truly was. */
export interface DayTruth {
  readonly incidents: readonly TrueIncident[];
  readonly accounts: readonly TrueAccount[];
  readonly clocks: readonly TrueClock[];
}

/** One day, whole and by itself: what is filed later about it is in it too. What is not asked for is not made. */
export interface SimulatedDay {
  readonly filings: readonly Filing[];
  coverage(): readonly CoverageRow[];
  truth(): DayTruth;
}

/** A simulated world. Days are counted from 1970-01-01 UTC; each is made independently of every other. */
export interface Simulation {
  readonly habits: readonly TrueHabit[];
  day(day: number): SimulatedDay;
}

export type Density = 'normal' | 'barrage';

export interface SimulationOptions {
  /** A whole number from 0 to 2³² − 1. */
  readonly seed: number;
  /** True incidents a day, on average. */
  readonly rate: number;
  readonly density: Density;
}

export const DAY_MS = 86_400_000;

/** The moment in the UUID (version 7) of a simulated report: when it was filed, UTC milliseconds; undefined of another id. */
export function momentOfId(id: string): number | undefined {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}
