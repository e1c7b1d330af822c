import { probabilityInBelt } from '../geo/index.ts';
import { textsAt } from './competence.ts';
import { drawnFor } from './drawn.ts';
import type { Incident } from './incident.ts';
import type { MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

/** A place is on a party's side where it is so with at least this probability; else it is on nobody's. */
const SURE = 0.9;

/**
 * Tells on whose side of a line of the agreements an incident happened, by the text in force now and the drawing in force
 * then; undefined where no text says whose a side is, or where the place leaves a doubt. It says nothing of who did it.
 */
export function sideFinder(state: MissionView): (incident: Incident) => string | undefined {
  const lines = textsAt(state, state.at).flatMap((text) => {
    const parties = new Set(text.parties.map(({ id }) => id));
    const drawn = drawnFor(state, text).lines;
    return Object.entries(text.lines ?? {}).map(([name, { sides = {} }]) => ({
      versions: drawn.get(name) ?? [],
      sides: Object.entries(sides).filter(([party]) => parties.has(party)),
    }));
  });
  return ({ occurred, place }) => {
    const at = millisecondsOf(occurred.to);
    for (const { versions, sides } of lines) {
      const version = versions.findLast(({ from }) => from <= at);
      if (version === undefined) continue;
      const { line, tolerance = 0 } = version;
      for (const [party, side] of sides)
        if (probabilityInBelt(line, place, { side, tolerance }) >= SURE) return party;
    }
    return undefined;
  };
}
