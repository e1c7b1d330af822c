import type { Agreement } from './agreement.ts';
import { isKind } from './kinds.ts';
import { meets, quantityOf } from './quantity.ts';
import { foldSpelling, spellingTable } from './spelling.ts';

/** What is known of a weapon: its class in a report's words, calibre in millimetres, range in metres, name as written. */
export interface KnownWeapon {
  readonly class?: string;
  readonly calibre?: number;
  readonly range?: number;
  readonly name?: string;
}

/** Whether a weapon belongs to a class of the agreement, or what is missing to say so. */
export type Membership =
  | { readonly is: 'yes' | 'no'; readonly because: string }
  | { readonly is: 'unknown'; readonly missing: string; readonly because: string };

type Definitions = NonNullable<Agreement['weapons']>;
type Definition = Definitions[string];

/** Judges weapons by the classes of one agreement. */
export interface Armoury {
  /** Whether a weapon belongs to a class, a thing or a kind. */
  belongs(weapon: KnownWeapon, to: string): Membership;
}

/** Prepares the classes of an agreement: its definitions, and every spelling of its named types. */
export function armouryOf({ weapons = {} }: Pick<Agreement, 'weapons'>): Armoury {
  const spellings = spellingTable(weapons);
  const named = (weapon: KnownWeapon) =>
    weapon.name === undefined ? undefined : spellings.get(foldSpelling(weapon.name));
  return { belongs: (weapon, to) => judge(weapons, weapon, named(weapon), to) };
}

const no = (because: string): Membership => ({ is: 'no', because: `weapon: ${because}` });
const yes = (because: string): Membership => ({ is: 'yes', because: `weapon: ${because}` });
const unknown = (missing: string, because: string): Membership => ({
  is: 'unknown',
  missing: `weapon ${missing}`,
  because: `weapon: ${because}`,
});

/** Classes of classes are judged once each: otherwise a few dozen of them, each named twice, would take for ever. */
type Judged = Map<string, Membership>;

// Definitions lead back to themselves in no agreement that was read: the depth is that of the definitions.
function judge(
  all: Definitions,
  weapon: KnownWeapon,
  type: string | undefined,
  to: string,
  judged?: Judged,
): Membership {
  const definition = Object.hasOwn(all, to) ? all[to] : undefined;
  if (definition === undefined) return byKind(withType(all, weapon, type), [to], to);
  if (definition['any-of'] === undefined && definition.except === undefined)
    return described(all, definition, weapon, type, to);
  const known = judged?.get(to);
  if (known !== undefined) return known;
  const once = judged ?? new Map<string, Membership>();
  const found = composed(all, definition, weapon, type, to, once);
  once.set(to, found);
  return found;
}

function composed(
  all: Definitions,
  definition: Definition,
  weapon: KnownWeapon,
  type: string | undefined,
  to: string,
  judged: Judged,
): Membership {
  if (definition['any-of'] !== undefined) {
    const each = definition['any-of'].map((one) => judge(all, weapon, type, one, judged));
    return (
      each.find(({ is }) => is === 'yes') ??
      each.find(({ is }) => is === 'unknown') ??
      no(`it is none of ${definition.name}`)
    );
  }
  const itself = described(all, definition, weapon, type, to);
  if (itself.is === 'no') return itself;
  for (const except of definition.except ?? []) {
    const excepted = judge(all, weapon, type, except, judged);
    if (excepted.is === 'yes')
      return no(`a rule that names ${all[except]?.name ?? except} goes before ${definition.name}`);
    if (excepted.is === 'unknown' && itself.is === 'yes') return excepted;
  }
  return itself;
}

/** A weapon whose type the agreement names has what the agreement says of that type. */
function withType(all: Definitions, weapon: KnownWeapon, type: string | undefined): KnownWeapon {
  const definition = type === undefined || type === '' ? undefined : all[type];
  if (definition === undefined) return weapon;
  const [kind] = definition.kind ?? [];
  const calibre = definition.calibre === undefined ? undefined : quantityOf(definition.calibre);
  return {
    ...(kind === undefined ? {} : { class: kind }),
    ...(calibre === undefined || calibre.comparison !== undefined ? {} : { calibre: calibre.value }),
    ...weapon,
  };
}

function described(
  all: Definitions,
  definition: Definition,
  given: KnownWeapon,
  type: string | undefined,
  to: string,
): Membership {
  const { name, kind, types } = definition;
  if (types !== undefined && type === to) return yes(`"${given.name}" is ${name}`);
  if (types !== undefined && type !== undefined && type !== '') return no(`"${given.name}" is not ${name}`);
  const weapon = withType(all, given, type);
  const checks = [
    ...(kind === undefined ? [] : [byKind(weapon, kind, name)]),
    ...byNumber(weapon.calibre, definition.calibre, 'calibre', 'mm', name),
    ...byNumber(weapon.range, definition.range, 'range', 'm', name),
  ];
  const against = checks.find(({ is }) => is === 'no') ?? checks.find(({ is }) => is === 'unknown');
  if (against?.is === 'no') return against;
  if (types !== undefined) {
    const written =
      given.name === undefined ? 'its type is not stated' : `"${given.name}" is a spelling that is not known`;
    return unknown('type', `${written}; ${name} is told by its type`);
  }
  return (
    against ??
    yes(`${checks.map(({ because }) => because.slice('weapon: '.length)).join(', ') || 'any'}: ${name}`)
  );
}

function byKind(weapon: KnownWeapon, kinds: readonly string[], name: string): Membership {
  if (weapon.class === undefined)
    return unknown('class', `its class is not stated; ${name} is ${kinds.join(' or ')}`);
  const given = weapon.class;
  const each = kinds.map((kind) => isKind(given, kind));
  if (each.includes('yes')) return yes(`${given} is ${kinds.join(' or ')}`);
  if (each.includes('unknown')) return unknown('class', `${given} may be ${kinds.join(' or ')}, or not`);
  return no(`${given} is not ${kinds.join(' or ')}`);
}

function byNumber(
  value: number | undefined,
  stated: string | undefined,
  what: string,
  unit: string,
  name: string,
): readonly Membership[] {
  if (stated === undefined) return [];
  if (value === undefined) return [unknown(what, `its ${what} is not stated; ${name} is told by ${stated}`)];
  const quantity = quantityOf(stated);
  const said = `${what} ${value} ${unit}`;
  return [meets(value, quantity) ? yes(`${said} is ${stated}`) : no(`${said} is not ${stated}`)];
}
