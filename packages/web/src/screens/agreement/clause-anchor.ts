/** The element of a clause, which an address can name. */
export function clauseAnchor(id: string): string {
  return `clause-${id}`;
}
