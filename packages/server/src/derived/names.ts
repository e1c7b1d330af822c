import { textsAt } from '@armistice/core/mission';
import type { Deriving } from './deriving.ts';

/** Whom the record knows by an id, besides its members. */
export interface Names {
  /** Of the texts in force, and whose sources are registered. */
  readonly parties: readonly string[];
  /** Whether a text in force says who the parties are. */
  readonly partiesStated: boolean;
  /** Of the texts in force, and of the rules of the mission. */
  readonly bodies: readonly string[];
  readonly sources: readonly string[];
}

/** Ids of parties, bodies and sources at a moment (UTC milliseconds). */
export function names({ view }: Deriving, _audience: string, { at }: { readonly at: number }): Names {
  const texts = textsAt(view, at);
  const sources = [...view.sources.values()];
  const stated = texts.flatMap(({ parties }) => parties.map(({ id }) => id));
  return {
    parties: [...new Set([...stated, ...sources.flatMap(({ party }) => party ?? [])])],
    partiesStated: stated.length > 0,
    bodies: [
      ...new Set([
        ...texts.flatMap(({ bodies = {} }) => Object.keys(bodies)),
        ...Object.keys(view.rules.bodies ?? {}),
      ]),
    ],
    sources: sources.map(({ source }) => source),
  };
}
