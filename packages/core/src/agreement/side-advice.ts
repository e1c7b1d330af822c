import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';

/** Clauses and belts that speak of a side of a line which does not say whose side is which: each answer stays open. */
export function sideAdvice(agreement: Agreement): readonly Advice[] {
  const clauses = agreement.clauses.flatMap((clause, at) =>
    clause.verb === 'define' || clause.verb === 'not-counted'
      ? []
      : needsSides(agreement, clause, `clauses[${at}].on-side`, `clause "${clause.id}": `),
  );
  const belts = Object.entries(agreement.zones ?? {}).flatMap(([id, { belt = {} }]) =>
    needsSides(agreement, belt, `zones.${id}.belt.on-side`, ''),
  );
  return [...clauses, ...belts];
}

interface Sided {
  readonly 'on-side'?: string;
  readonly 'of-line'?: string;
}

function needsSides(
  { lines = {}, parties }: Agreement,
  { 'on-side': side, 'of-line': name = '' }: Sided,
  path: string,
  where: string,
): readonly Advice[] {
  const line = Object.hasOwn(lines, name) ? lines[name] : undefined;
  if (side === undefined || side === 'either' || line === undefined) return [];
  const declared =
    side === 'own' || side === 'other' ? line.sides !== undefined : line.sides?.[side] !== undefined;
  if (declared) return [];
  const [a, b] = parties.map(({ id }) => id);
  return [
    {
      code: 'agreement/no-sides',
      path,
      message:
        `${path}: ${where}on-side: ${side} needs lines.${name}.sides: { ${a}: right, ${b}: left }, ` +
        'or the other way round: the hands are those of one who walks the line as drawn',
    },
  ];
}
