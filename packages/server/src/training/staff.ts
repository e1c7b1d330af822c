import type { MissionRules, MissionView } from '@armistice/core/mission';

// The people of the exercise, beside the state by which they decide. None of them exists: each is a key on this machine,
// under a handle that says so. What they do is handed out, to be signed and written where the record is written.

/** Handles of the simulated persons of the mission, with what each may do. */
export const OFFICES_OF = {
  'exercise-analyst': ['duty'],
  'exercise-duty-officer': ['duty'],
  'exercise-second-officer': ['duty', 'verify'],
} as const;
export type Person = keyof typeof OFFICES_OF;

/** The body in which both parties sit, by consensus; no text of the exercise names one that finds. */
export const COMMISSION = 'exercise-commission';

/** How the commission is made up: it has its quorum with a seat of each party. */
export function commissionOf(parties: readonly string[]): NonNullable<MissionRules['bodies']>[string] {
  return {
    name: 'EXERCISE: Joint Commission',
    does: ['attribute', 'find'],
    members: [...parties],
    quorum: { 'at-least': 1, 'of-each': 'party' },
  };
}

/** Says in front of every sentence that the exercise writes by itself what it is. */
export const SIMULATED = 'EXERCISE (simulated).';

/** Reports and coverage come in under the operator's key; what binds everyone, under the registrar's. */
export const OPERATOR = 'operator';
export const REGISTRAR = 'registrar';

/** Something that the staff writes: its kind, its body, whose it is, and who reads it. */
export interface Act {
  readonly kind: string;
  readonly body: object;
  /** A simulated person, a party by its id, the commission, {@link OPERATOR} or {@link REGISTRAR}. */
  readonly by: string;
  readonly audience?: string;
}

/** What is to be done before the staff goes on: entries to write, or the record to be followed, or stated. */
export type Step =
  | { readonly type: 'write'; readonly acts: readonly Act[] }
  | { readonly type: 'settle' | 'state' | 'done' };

/** What the staff sees of its mission. */
export interface SeenMission {
  readonly view: MissionView;
  readonly lastStatement: { readonly index: number; readonly root: string } | undefined;
}

/** The simulated staff and liaison officers of one exercise, at work beside the state of its mission. */
export class Staff {
  readonly mission: SeenMission & { settled(): Promise<void>; state(): Promise<void> };
  /** Ids of the parties, in the order of the place. */
  readonly parties: readonly string[];
  readonly operator: string = OPERATOR;
  #next = Promise.withResolvers<Step>();
  #goOn: () => void = () => undefined;

  constructor(seen: SeenMission, parties: readonly string[]) {
    this.parties = parties;
    this.mission = {
      get view() {
        return seen.view;
      },
      get lastStatement() {
        return seen.lastStatement;
      },
      settled: () => this.#hand({ type: 'settle' }),
      state: () => this.#hand({ type: 'state' }),
    };
  }

  /** In whose name a simulated person, a party's liaison officer or the commission writes. */
  key(name: string): string {
    return name;
  }

  /** Has what somebody did written, and waits until the fold has taken it. */
  async write(acts: readonly Act[]): Promise<void> {
    if (acts.length > 0) await this.#hand({ type: 'write', acts });
  }

  /** Begins some work; resolves with the first step that somebody else has to take for it. */
  begin(work: () => Promise<void>): Promise<Step> {
    this.#next = Promise.withResolvers<Step>();
    work().then(
      () => this.#next.resolve({ type: 'done' }),
      (error: unknown) => this.#next.reject(error),
    );
    return this.#next.promise;
  }

  /** The step was taken: goes on with the work, to the next one. */
  goOn(): Promise<Step> {
    this.#next = Promise.withResolvers<Step>();
    this.#goOn();
    return this.#next.promise;
  }

  #hand(step: Step): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#goOn = resolve;
    this.#next.resolve(step);
    return promise;
  }
}
