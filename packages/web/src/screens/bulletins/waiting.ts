import type { BulletinType, BulletinWish, Drafted } from '../../bulletins.ts';
import type { Proposal } from '../../people/proposals.ts';

/** A bulletin that waits for a second person. */
export interface Waiting {
  /** What it is made from: asked for again, it is the same again. */
  readonly wish: BulletinWish;
  /** What it states of its input and its files. */
  readonly body: Drafted['body'];
}

/** Fields from which a bulletin is made; the others are computed. */
const CHOSEN = [
  ...['number', 'type', 'from', 'to', 'rule', 'title', 'incident', 'subject', 'remarks', 'area', 'areas'],
  ...['languages', 'release', 'size', 'issued'],
];

/** The bulletin of a proposal; undefined where something else waits, or nothing any more. */
export function waitingIn(what: unknown): Waiting | undefined {
  const { body, audience } = (what ?? {}) as { readonly body?: unknown; readonly audience?: unknown };
  if (typeof body !== 'object' || body === null || !('number' in body)) return undefined;
  const chosen = Object.entries(body).filter(([name]) => CHOSEN.includes(name));
  const wish = { ...Object.fromEntries(chosen), ...(typeof audience === 'string' ? { audience } : {}) };
  return { wish: wish as unknown as BulletinWish, body: body as Drafted['body'] };
}

/** A bulletin among those that are asked for, as what is proposed and warned of needs it. */
export interface WaitingRow {
  /** Of the proposal. */
  readonly id: string;
  readonly number: string;
  readonly type: BulletinType;
  readonly from: string;
  readonly to: string;
  readonly audience: string;
}

/** Bulletins that wait for a second person, the newest first. */
export function waitingAmong(proposals: readonly Pick<Proposal, 'id' | 'what'>[]): readonly WaitingRow[] {
  const rows = proposals.flatMap(({ id, what }) => {
    const found = waitingIn(what);
    if (found === undefined || !('type' in found.wish)) return [];
    const { number, type, from, to, audience = 'public' } = found.wish;
    return [{ id, number, type, from, to, audience }];
  });
  return rows.reverse();
}

/**
 * Whether what is shown is what would be published: over the same entries of the record, and every file that both name with
 * the same bytes. Of one that names neither files nor root its input alone is compared.
 */
export function isSameAs({ body }: Waiting, shown: Drafted['body']): boolean {
  const [waits, now] = [body, shown].map(
    ({ files }) => (files ?? {}) as { readonly [name: string]: unknown },
  );
  return (
    shown.size === body.size &&
    // What was written by hand need not name it.
    (body.tree === undefined || shown.tree === body.tree) &&
    Object.entries(waits ?? {}).every(([name, hash]) => now?.[name] === undefined || now[name] === hash)
  );
}
