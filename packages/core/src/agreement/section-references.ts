import type { Refusal } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { KINDS } from './kinds.ts';
import { type KnownNames, unknownName } from './known-names.ts';

/** Names in the sections of an agreement that stand for nothing, and definitions that go in a circle. */
export function sectionProblems(agreement: Agreement, known: KnownNames): readonly Refusal[] {
  return [
    ...groupProblems(agreement, known),
    ...weaponProblems(agreement),
    ...zoneProblems(agreement, known),
    ...lineProblems(agreement, known),
  ];
}

function groupProblems({ groups = {}, bodies = {} }: Agreement, known: KnownNames): readonly Refusal[] {
  const grouped = Object.entries(groups).flatMap(([id, { of }]) =>
    of
      .filter((party) => !known.parties.includes(party))
      .map((party) => unknownName(`groups.${id}.of`, party, 'party', known.parties)),
  );
  const bodied = Object.entries(bodies).flatMap(([id, { members = [] }]) =>
    members
      .filter((member) => !known.actors.includes(member))
      .map((member) => unknownName(`bodies.${id}.members`, member, 'party or body', known.actors)),
  );
  return [...grouped, ...bodied];
}

function weaponProblems({ weapons = {} }: Agreement): readonly Refusal[] {
  const ids = [...Object.keys(weapons), ...KINDS];
  const problems: Refusal[] = [];
  for (const [id, weapon] of Object.entries(weapons))
    for (const field of ['any-of', 'except'] as const)
      for (const other of weapon[field] ?? [])
        if (!ids.includes(other)) problems.push(unknownName(`weapons.${id}.${field}`, other, 'weapon', ids));
  return [
    ...problems,
    ...circles('weapons', Object.keys(weapons), (id) => [
      ...(weapons[id]?.['any-of'] ?? []),
      ...(weapons[id]?.except ?? []),
    ]),
  ];
}

function zoneProblems({ zones = {} }: Agreement, known: KnownNames): readonly Refusal[] {
  const problems: Refusal[] = [];
  for (const [id, zone] of Object.entries(zones)) {
    if (zone.inside !== undefined && !known.zones.includes(zone.inside))
      problems.push(unknownName(`zones.${id}.inside`, zone.inside, 'zone', known.zones));
    if (zone.belt !== undefined && !known.lines.includes(zone.belt['of-line']))
      problems.push(unknownName(`zones.${id}.belt.of-line`, zone.belt['of-line'], 'line', known.lines));
    const side = zone.belt?.['on-side'];
    const sides = ['own', 'other', 'either', ...known.parties];
    if (side !== undefined && !sides.includes(side))
      problems.push(unknownName(`zones.${id}.belt.on-side`, side, 'party', sides));
  }
  return [
    ...problems,
    ...circles('zones', Object.keys(zones), (id) =>
      zones[id]?.inside === undefined ? [] : [zones[id].inside],
    ),
  ];
}

function lineProblems({ lines = {} }: Agreement, known: KnownNames): readonly Refusal[] {
  return Object.entries(lines).flatMap(([id, { sides = {} }]) =>
    Object.keys(sides)
      .filter((party) => !known.actors.includes(party))
      .map((party) => unknownName(`lines.${id}.sides`, party, 'party', known.parties)),
  );
}

/** Definitions that lead back to themselves; each circle is told once. Linear in names and references. */
function circles(
  section: string,
  ids: readonly string[],
  next: (id: string) => readonly string[],
): readonly Refusal[] {
  const done = new Set<string>();
  const problems: Refusal[] = [];
  for (const start of ids) {
    const trail: string[] = [];
    const found = followed(start, next, done, trail);
    if (!found) continue;
    const path = `${section}.${start}`;
    problems.push({
      code: 'agreement/circle',
      message: `${path} is defined by itself, by way of ${trail.slice(0, 8).join(', ')}; take one of these out`,
      path,
    });
  }
  return problems;
}

/** Depth first without recursion, so that no file can exhaust the stack. */
function followed(
  start: string,
  next: (id: string) => readonly string[],
  done: Set<string>,
  trail: string[],
): boolean {
  if (done.has(start)) return false;
  const open = new Set<string>([start]);
  const stack: { readonly id: string; readonly rest: string[] }[] = [{ id: start, rest: [...next(start)] }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const id = top?.rest.pop();
    if (top === undefined) return false;
    if (id === undefined) {
      done.add(top.id);
      open.delete(top.id);
      stack.pop();
    } else if (open.has(id)) {
      trail.push(...stack.map((one) => one.id), id);
      for (const one of open) done.add(one);
      return true;
    } else if (!done.has(id)) {
      open.add(id);
      stack.push({ id, rest: [...next(id)] });
    }
  }
  return false;
}
