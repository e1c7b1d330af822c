import type { Json, KeyRecord } from '@armistice/core/record';
import { type Act, type Actor, audiencesOf, may, type Target, type WhyNot } from '@armistice/core/rights';
import type { Facts } from '../derived/deskwork.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { namedIn } from './deed.ts';
import { readErasure, readersOf } from './erasing.ts';
import { isOwn } from './keys.ts';
import { mustNotTellWhoWatches } from './leaving.ts';

/** What somebody wants to write: the act, and the entry that does it. */
export interface Deed {
  readonly act: Act;
  readonly kind: string;
  readonly audience: string;
  readonly body: { readonly [name: string]: Json };
  /** The key that signed it, where its author did. */
  readonly key?: KeyRecord;
}

/** What the table of rights says of a deed that is allowed. */
export interface Allowed {
  readonly target: Target;
  /** Another person must agree before it is written. */
  readonly needsSecond: boolean;
  /** The entry of a report with the same source and id, where one stands. */
  readonly filed?: number;
}

const SENTENCES: { readonly [why in Exclude<WhyNot, 'not-of-audience'>]: string } = {
  'no-right': 'no role of yours has the right to it',
  'other-party': 'it is done in the name of one’s own party, and signed with that party’s key',
  'other-body': 'it is done in the name of a body in which one sits, and signed with that body’s key',
  'other-source': 'it is of another source than yours',
  'other-area': 'it lies outside your area',
  'not-own': 'it is not your own',
  'own-report': 'it rests on a report of your own: another person must',
  'same-person': 'nobody is their own second person',
};

/**
 * Asks the table of rights about a deed, with what the state knows of what it names. Throws a {@link Problem}: 404 for
 * what does not exist or must not be known to exist, 403 for what others may do.
 */
export async function allow(mission: Mission, actor: Actor, deed: Deed, now: number): Promise<Allowed> {
  const { act, audience, key } = deed;
  const audiences = audiencesOf(actor, now);
  if (!audiences.includes(audience))
    throw new Problem('request/not-found', `no audience "${audience}" is open to you`);
  mustBeOwnKey(actor, key, now);
  const facts = await mission.ask('facts', audience, { ...namedIn(act, deed.body), audiences });
  if (facts.missing !== undefined) throw new Problem('request/not-found', facts.missing);
  mustBeOwnSource(deed, facts);
  await mustNotTellWhoWatches(mission, deed, now);
  const erases = act === 'erase' ? readErasure(deed.body).indexes : undefined;
  const readers = erases === undefined ? audience : await readersOf(mission.log, erases, audiences);
  const target = { ...targetOf(deed, facts), audience: readers };
  let needsSecond = false;
  for (const at of facts.places.length === 0 ? [undefined] : facts.places) {
    const answer = may(actor, act, at === undefined ? target : { ...target, at }, now);
    if (!answer.allowed) throw whyNot(answer.why, act);
    // A quorum is the fold's to count, and so are the two entries by which an incident is verified.
    needsSecond ||= answer.second !== undefined && answer.second !== 'quorum' && act !== 'status: verified';
  }
  return { target, needsSecond, ...(facts.filed === undefined ? {} : { filed: facts.filed }) };
}

function whyNot(why: WhyNot, act: Act): Problem {
  if (why === 'not-of-audience') return new Problem('request/not-found', 'no such audience is open to you');
  return new Problem('request/not-allowed', `"${act}": ${SENTENCES[why]}`);
}

function targetOf({ audience, body, key }: Deed, { authors }: Facts): Target {
  return {
    audience,
    authors,
    ...(key?.role === 'party' ? { party: key.subject } : {}),
    ...(key?.role === 'body' ? { body: key.subject } : {}),
    ...(typeof body.source === 'string' ? { source: body.source } : {}),
  };
}

/** A key signs for whom it was introduced: one's own party or body, or oneself. */
function mustBeOwnKey(actor: Actor, key: KeyRecord | undefined, now: number): void {
  if (key === undefined) return;
  if (!isOwn(actor, key, now))
    throw new Problem('entry/key', `the key is ${key.subject}'s, and you do not write in that name`);
}

/** A party files from its own sources alone, and nobody else from those. */
function mustBeOwnSource({ act, body, key }: Deed, { source }: Facts): void {
  if (act !== 'file-report' && act !== 'file-coverage') return;
  const party = key?.role === 'party' ? key.subject : undefined;
  const ofParty = source?.of === 'party' ? source.party : undefined;
  const own = party === undefined ? ofParty === undefined : ofParty === party || body.source === party;
  if (!own) throw whyNot('other-source', act);
}
