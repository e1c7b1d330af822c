import type { Move, StepMove } from './account.ts';

// What can be chosen changes while a form is filled in: others decide meanwhile. Nothing is ever chosen for anybody.

/** What somebody chose, of what can be chosen now. */
export interface Choice<One> {
  /** Undefined until something is chosen, and once it cannot be any more. */
  readonly one: One | undefined;
  /** It was chosen, and cannot be any more. */
  readonly isGone: boolean;
}

/** Finds what was chosen, by its value; an empty value is no choice. */
export function choiceIn<One>(
  open: readonly One[],
  chosen: string,
  keyOf: (one: One) => string,
): Choice<One> {
  const one = chosen === '' ? undefined : open.find((each) => keyOf(each) === chosen);
  return { one, isGone: chosen !== '' && one === undefined };
}

/** The step that somebody chose of those that are open to them. */
export function stepIn(open: readonly StepMove[], chosen: string): Choice<StepMove> {
  return choiceIn(open, chosen, ({ to }) => to);
}

/** What a form says of who may, before a step is chosen: that there is one, and nothing of what it takes. */
export function moveOf(open: readonly StepMove[], step: StepMove | undefined): Move | undefined {
  if (step !== undefined) return step;
  const [first] = open;
  return first === undefined ? undefined : { act: first.act, allowed: first.allowed, roles: first.roles };
}
