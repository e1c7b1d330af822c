import { meantInstead, nearestWord, parseShape } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { type Fact, type Holding, holdingForm } from './facts.ts';
import { KINDS } from './kinds.ts';
import { strangeClass } from './weapon-class.ts';

// What a party has is counted from facts `holding`. One that does not read would be no holding at all.

/** Why a holding cannot be counted, with how to write it; undefined where it can. */
export function holdingFault(agreement: Agreement, { by, value }: Fact): string | undefined {
  const like = exampleOf(agreement);
  if (by === undefined) return `by is missing: a holding is somebody's; write "by":"${partyOf(agreement)}"`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `value must be written like ${like}, not ${JSON.stringify(value ?? null).slice(0, 60)}`;
  const read = parseShape(holdingForm, value, 'agreement/holding');
  if (!read.ok) return `value.${read.refusal.message}; a holding is written like ${like}`;
  const { of, weapon } = read.value;
  if (of === undefined && weapon === undefined)
    return `value says how many, but not of what; write it like ${like}`;
  const misspelt = unknownIn(agreement, read.value).find(
    ({ word, known }) => nearestWord(word, known) !== undefined,
  );
  if (misspelt !== undefined) return said(misspelt);
  const odd = weapon?.class === undefined ? undefined : strangeClass(agreement, weapon.class);
  return odd?.grave === true ? `value.${odd.says}` : undefined;
}

/** Names in a holding that mean nothing to the agreement, so that no limit counts it where it should. */
export function holdingRemarks(agreement: Agreement, { value }: Fact): readonly string[] {
  const read = parseShape(holdingForm, value, 'agreement/holding');
  if (!read.ok) return [];
  const { weapon } = read.value;
  const odd = weapon?.class === undefined ? undefined : strangeClass(agreement, weapon.class);
  return [...unknownIn(agreement, read.value).map(said), ...(odd === undefined ? [] : [`value.${odd.says}`])];
}

interface Unknown {
  readonly field: string;
  readonly word: string;
  readonly what: string;
  readonly known: readonly string[];
}

function said({ field, word, what, known }: Unknown): string {
  return `value.${field}: "${word}" is no ${what} of this agreement${meantInstead(word, known, '', 12)}`;
}

function unknownIn(agreement: Agreement, { of, in: zones = [], because }: Holding): readonly Unknown[] {
  const goods = goodsOf(agreement);
  const declared = Object.keys(agreement.zones ?? {});
  const rules = agreement.clauses.flatMap((one) => (one.verb === 'not-counted' ? [one['not-counted']] : []));
  const check = (field: string, word: string | undefined, what: string, known: readonly string[]) =>
    word === undefined || known.includes(word) ? [] : [{ field, word, what, known }];
  return [
    ...check('of', of, 'weapon or thing', goods),
    ...zones.flatMap((zone) => check('in', zone, 'zone', declared)),
    ...check('because', because, 'counting rule', rules),
  ];
}

function goodsOf({ weapons = {}, things = {} }: Agreement): readonly string[] {
  return [...Object.keys(weapons), ...Object.keys(things), ...KINDS];
}

function partyOf({ parties }: Agreement): string {
  return parties[0]?.id ?? 'north';
}

/** A holding that this agreement would count: of what it limits, where it limits it. */
function exampleOf(agreement: Agreement): string {
  const limit = agreement.clauses.find((one) => one.verb === 'limit');
  const limited = limit === undefined || limit.verb !== 'limit' ? 'tank' : limit.limit;
  const of = typeof limited === 'string' ? limited : (Object.keys(limited)[0] ?? 'tank');
  const where = limit?.verb === 'limit' && limit.in !== undefined ? { in: [limit.in].flat() } : {};
  return JSON.stringify({ of, count: 12, ...where });
}
