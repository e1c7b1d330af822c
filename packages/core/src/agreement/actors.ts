import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { listOf } from './lists.ts';

/** Whom a clause binds, one by one: parties of a group each, bodies by themselves. */
export function boundBy(agreement: Agreement, clause: Pick<Clause, 'by'>): readonly string[] {
  const parties = agreement.parties.map(({ id }) => id);
  const bound: string[] = [];
  for (const word of clause.by === undefined ? ['any party'] : listOf(clause.by)) {
    if (word === 'any party') bound.push(...parties);
    else if (word === 'anyone') bound.push(...parties, ...Object.keys(agreement.bodies ?? {}));
    else bound.push(...(agreement.groups?.[word]?.of ?? [word]));
  }
  return [...new Set(bound)];
}

/** Those of the other side, as a chain or a side of a line means them. */
export function othersThan(agreement: Agreement, actor: string): readonly string[] {
  return agreement.parties.map(({ id }) => id).filter((id) => id !== actor);
}
