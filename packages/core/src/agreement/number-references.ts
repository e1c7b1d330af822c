import type { Refusal } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { Amount } from './amount-form.ts';
import type { Clause } from './clauses.ts';
import { unknownName } from './known-names.ts';
import { numberNamed } from './numbers.ts';
import { type Dimension, readNumberName, readQuantity } from './quantity.ts';

/** Numbers that are defined without one, defined twice, named but not defined, or in a unit that does not fit. */
export function numberProblems(agreement: Agreement): readonly Refusal[] {
  const problems: Refusal[] = [];
  const seen = new Set<string>();
  for (const [at, clause] of agreement.clauses.entries()) {
    const path = `clauses[${at}]`;
    if (clause.verb === 'define' && clause.as === 'number') {
      const read = clause.is === undefined ? undefined : readQuantity(clause.is);
      if (read === undefined || read.comparison !== undefined)
        problems.push(form(`${path}.is`, 'must state the number and its unit, such as "320 nmi"'));
      if (seen.has(clause.define))
        problems.push({
          code: 'agreement/twice',
          path: `${path}.define`,
          message: `${path}.define: the number "${clause.define}" is defined twice; give one another name`,
        });
      seen.add(clause.define);
    }
    problems.push(...clauseNumbers(agreement, clause, path));
  }
  for (const [id, { belt }] of Object.entries(agreement.zones ?? {}))
    for (const field of ['within', 'beyond'] as const)
      problems.push(...oneNumber(agreement, belt?.[field], `zones.${id}.belt.${field}`, ['length']));
  return problems;
}

const LENGTH: readonly Dimension[] = ['length'];
const COUNT: readonly Dimension[] = ['count'];

function clauseNumbers(agreement: Agreement, clause: Clause, path: string): readonly Refusal[] {
  const edges = (['if-any', 'if-all'] as const).flatMap((field) =>
    Object.entries(clause[field] ?? {}).flatMap(([name, edge]) =>
      oneNumber(agreement, edge, `${path}.${field}.${name}`, COUNT),
    ),
  );
  if (clause.verb === 'define' || clause.verb === 'not-counted') return edges;
  const places = (['within', 'beyond'] as const).flatMap((field) =>
    oneNumber(agreement, clause[field], `${path}.${field}`, LENGTH),
  );
  if (clause.verb !== 'limit') return [...edges, ...places];
  const amounts = (['at-most', 'at-least'] as const).flatMap((field) =>
    oneNumber(agreement, clause[field], `${path}.${field}`),
  );
  const rows = typeof clause.limit === 'object' ? Object.entries(clause.limit) : [];
  return [
    ...edges,
    ...places,
    ...amounts,
    ...rows.flatMap(([name, one]) => oneNumber(agreement, one, `${path}.limit.${name}`)),
  ];
}

function oneNumber(
  agreement: Agreement,
  given: Amount | undefined,
  path: string,
  dimensions?: readonly Dimension[],
): readonly Refusal[] {
  if (typeof given !== 'string' || readQuantity(given) !== undefined) return [];
  const { name = '' } = readNumberName(given) ?? {};
  const definition = numberNamed(agreement, name);
  if (definition === undefined) {
    const known = agreement.clauses.flatMap((one) =>
      one.verb === 'define' && one.as === 'number' ? [one.define] : [],
    );
    return [
      unknownName(
        path,
        name,
        'number',
        known,
        '; write the number with its unit, such as "25 km", or define it with "as: number"',
      ),
    ];
  }
  const read = readQuantity(definition.is ?? '');
  return read === undefined || dimensions === undefined || dimensions.includes(read.dimension)
    ? []
    : [form(path, `"${name}" is ${definition.is}, which is in another unit than this needs`)];
}

function form(path: string, message: string): Refusal {
  return { code: 'agreement/form', path, message: `${path}: ${message}` };
}
