import type { Bound } from './bind.ts';
import { activityCondition, type Condition, type JudgedEvent, weaponCondition } from './judge.ts';

// What kind and weapon of an event come to depends on nothing else of it: it is worked out once, with its words.

/** Kind and weapon of an event against every clause of an agreement. */
export interface ScreenRow {
  /** Clauses that neither the kind nor the weapon rules out, in the order of the text. */
  readonly candidates: Int32Array;
  /** For each candidate the first fact that is missing to say that both are met; undefined where they are. */
  readonly missing: readonly (string | undefined)[];
  /** By clause. */
  readonly activity: readonly Condition[];
  readonly weapon: readonly (Condition | undefined)[];
  /** What both say for a clause, as JSON texts with a comma after each. */
  text(act: number): string;
}

interface KindRow {
  readonly activity: readonly Condition[];
  readonly byWeapon: Map<WeaponRow, ScreenRow>;
}

interface WeaponRow {
  readonly weapon: readonly (Condition | undefined)[];
}

// Hostile names must not fill the memory: full tables are emptied.
const MOST_KEPT = 4096;

type Level<V> = Map<unknown, V>;

/** Looks rows up by the fields themselves: no text is put together for it, and none can be mistaken for another. */
export class ScreenRows {
  readonly #bound: Bound;
  readonly #kinds: Level<Level<Level<KindRow>>> = new Map();
  readonly #weapons: Level<Level<Level<Level<WeaponRow>>>> = new Map();
  #kept = 0;

  constructor(bound: Bound) {
    this.#bound = bound;
  }

  /** The row of an event. */
  of(judged: JudgedEvent): ScreenRow {
    const kind = this.#kindRow(judged);
    const weapon = this.#weaponRow(judged);
    const known = kind.byWeapon.get(weapon);
    if (known !== undefined) return known;
    const row = together(kind, weapon);
    this.#makeRoom();
    kind.byWeapon.set(weapon, row);
    return row;
  }

  #kindRow(judged: JudgedEvent): KindRow {
    const { kind, phase, firedFrom } = judged.event;
    const level = below(below(this.#kinds, kind), phase);
    const fired = firedFrom !== undefined;
    const known = level.get(fired);
    if (known !== undefined) return known;
    const { acts } = this.#bound.compiled;
    const row: KindRow = {
      activity: acts.map((act) => activityCondition(this.#bound, act, judged)),
      byWeapon: new Map(),
    };
    this.#makeRoom();
    level.set(fired, row);
    return row;
  }

  #weaponRow(judged: JudgedEvent): WeaponRow {
    const { class: kind, calibre, range, name } = judged.weapon;
    const level = below(below(below(this.#weapons, kind), calibre), range);
    const known = level.get(name);
    if (known !== undefined) return known;
    const { acts } = this.#bound.compiled;
    const row: WeaponRow = { weapon: acts.map((act) => weaponCondition(this.#bound, act, judged)) };
    this.#makeRoom();
    level.set(name, row);
    return row;
  }

  #makeRoom(): void {
    this.#kept += 1;
    if (this.#kept <= MOST_KEPT) return;
    this.#kinds.clear();
    this.#weapons.clear();
    this.#kept = 0;
  }
}

function below<V>(level: Level<Level<V>>, key: unknown): Level<V> {
  const known = level.get(key);
  if (known !== undefined) return known;
  const next: Level<V> = new Map();
  level.set(key, next);
  return next;
}

function together({ activity }: KindRow, { weapon }: WeaponRow): ScreenRow {
  const candidates = [...activity.keys()].filter(
    (act) => activity[act]?.is !== 'no' && weapon[act]?.is !== 'no',
  );
  const texts: string[] = [];
  return {
    candidates: Int32Array.from(candidates),
    missing: candidates.map((act) => lacking(activity[act]) ?? lacking(weapon[act])),
    activity,
    weapon,
    text(act) {
      texts[act] ??= [activity[act], weapon[act]]
        .map((one) => (one === undefined ? '' : `${JSON.stringify(one.because)},`))
        .join('');
      return texts[act];
    },
  };
}

function lacking(condition: Condition | undefined): string | undefined {
  return condition?.is === 'unknown' ? condition.missing : undefined;
}
