import type { Agreement } from '../agreement/index.ts';
import type { MissionView } from '../mission/index.ts';

const KNOWN = new WeakMap<Agreement, ReadonlySet<string>>();

/** Clauses that speak of a zone or a belt along a line, as `agreement:clause`. */
export function clausesWithPlace({ agreements }: Pick<MissionView, 'agreements'>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { agreement } of agreements) for (const name of withPlace(agreement)) all.add(name);
  return all;
}

function withPlace(agreement: Agreement): ReadonlySet<string> {
  const known = KNOWN.get(agreement);
  if (known !== undefined) return known;
  const found = agreement.clauses.filter(
    (clause) => Object.hasOwn(clause, 'in') || Object.hasOwn(clause, 'within'),
  );
  const names = new Set(found.map(({ id }) => `${agreement.agreement}:${id}`));
  KNOWN.set(agreement, names);
  return names;
}
