import { didYouMean, type Refusal } from '../base/index.ts';
import { VERBS } from './clauses.ts';

/** Clauses with each `like: "2.a"` written out: the fields of that earlier clause, changed by what stands here. */
export function unfoldLikes(clauses: readonly unknown[]): {
  readonly clauses: readonly unknown[];
  readonly problems: readonly Refusal[];
} {
  const problems: Refusal[] = [];
  const seen = new Map<string, object>();
  const unfolded = clauses.map((clause, at) => {
    if (typeof clause !== 'object' || clause === null || Array.isArray(clause)) return clause;
    const { like, ...own } = clause as { readonly like?: unknown; readonly id?: unknown };
    const whole = like === undefined ? own : merged(like, own, seen, at, problems);
    if (typeof own.id === 'string') seen.set(own.id, whole);
    return whole;
  });
  return { clauses: unfolded, problems };
}

function merged(
  like: unknown,
  own: object,
  seen: ReadonlyMap<string, object>,
  at: number,
  problems: Refusal[],
): object {
  const path = `clauses[${at}].like`;
  const model = typeof like === 'string' ? seen.get(like) : undefined;
  if (model === undefined) {
    const known = [...seen.keys()];
    problems.push({
      code: 'agreement/unknown-name',
      message: `${path} names no earlier clause: "${String(like).slice(0, 60)}"${didYouMean(String(like), known)}`,
      path,
    });
    return own;
  }
  // Another verb takes the place of that of the model.
  const verb = VERBS.find((one) => Object.hasOwn(own, one));
  const kept = Object.entries(model).filter(
    ([key]) => verb === undefined || !(VERBS as readonly string[]).includes(key),
  );
  return { ...Object.fromEntries(kept), ...own };
}
