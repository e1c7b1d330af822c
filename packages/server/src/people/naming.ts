import { MISSION } from '@armistice/core/mission';
import { RESERVED_AUDIENCES } from '@armistice/core/rights';
import type { Names } from '../derived/names.ts';
import { Problem } from '../problems.ts';
import { whyNoHandle } from './handles.ts';
import type { Invited } from './inviting.ts';
import type { People } from './people.ts';

// One word, one meaning: what is sealed to a party is read by whoever is of it, and offices are held by handle. A member
// called as a body would have its offices, and a body called as a party would be read to.

/** Throws where nobody can be called so: it is no handle, or a party, a body or a source is called so. */
export async function mustBeFree(people: People, handle: string, own: readonly string[] = []): Promise<void> {
  const why = whyNoHandle(handle);
  if (why !== undefined) throw new Problem('people/form', why);
  const { parties, bodies, sources } = await namesNow(people);
  const taken: readonly (readonly [string, readonly string[]])[] = [
    ['party', parties],
    ['body', bodies],
    // A device may be called as what it files for.
    ['source', sources.filter((source) => !own.includes(source))],
  ];
  for (const [what, ids] of taken)
    if (ids.includes(handle)) throw new Problem('people/taken', `"${handle}" is a ${what} of the record`);
}

/** Throws where somebody is to be of a party, or to sit in a body, that is none. */
export async function mustStandFor(people: People, { party, bodies = [] }: Invited): Promise<void> {
  const named = await namesNow(people);
  for (const id of [party ?? [], bodies].flat())
    if (RESERVED_AUDIENCES.has(id))
      throw new Problem('people/form', `"${id}" is an audience of its own, and no party or body`);
  if (party !== undefined && !isParty(named, party))
    throw new Problem('people/form', `"${party}" is no party of the texts in force`);
  const parties = [...named.parties, ...partiesOfMembers(people)];
  const stranger = bodies.find((id) => !named.bodies.includes(id) || parties.includes(id));
  if (stranger !== undefined)
    throw new Problem(
      'people/form',
      `"${stranger}" is no body of the texts in force or of the rules: what is a party's is read by its officers`,
    );
}

/** Before a text says who the parties are, anything is one that is no body. */
function isParty({ parties, partiesStated, bodies }: Names, party: string): boolean {
  return partiesStated ? parties.includes(party) : !bodies.includes(party);
}

function partiesOfMembers({ mission }: People): readonly string[] {
  return mission.members.all().flatMap(({ entry }) => entry.party ?? []);
}

function namesNow({ mission, now }: People): Promise<Names> {
  return mission.ask('names', MISSION, { at: now() });
}
