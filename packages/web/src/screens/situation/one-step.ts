/** A stretch as the address has it. */
export interface Said {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A movement that goes on: a drag, a key that is held down, steps one after the other. */
export interface Movement {
  /** The same name for all of one movement. */
  readonly name: string;
  /** What it made the address say. */
  readonly said: Said;
}

/**
 * How a change goes into the browser's history, so that one movement is one step: its beginning leaves the address it began
 * from behind, what follows takes its own place. Where the address says something else by now, as after Back, it begins anew.
 */
export function stepOf(
  before: Movement | undefined,
  name: string | undefined,
  now: Said,
): 'push' | 'replace' {
  const goesOn = name !== undefined && before?.name === name;
  return goesOn && before.said.from === now.from && before.said.to === now.to ? 'replace' : 'push';
}
