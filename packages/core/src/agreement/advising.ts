import { didYouMean } from '../base/index.ts';
import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { type Counting, indexFacts, resolveTime } from './count-from.ts';
import { drawingAdvice } from './drawing-advice.ts';
import { eachAdvice } from './each-advice.ts';
import { exceptionAdvice } from './exception-advice.ts';
import { headAdvice } from './head-advice.ts';
import { kindAdvice } from './kind-advice.ts';
import { isKind, KINDS } from './kinds.ts';
import { lastDayAdvice } from './last-day-advice.ts';
import { leftovers } from './leftovers.ts';
import { withNumbers } from './numbers.ts';
import { quantityOf } from './quantity.ts';
import { sideAdvice } from './side-advice.ts';
import { isCounted } from './times.ts';
import { zoneAdvice } from './zone-advice.ts';

/** Dead clauses, exceptions that lift nothing, gaps and leftovers. Nothing of it makes an agreement invalid. */
export function adviceOn(text: Agreement): readonly Advice[] {
  const agreement = withNumbers(text);
  return [
    ...headAdvice(agreement),
    ...agreement.clauses.flatMap((clause, at) => clauseAdvice(agreement, clause, `clauses[${at}]`)),
    ...duplicates(agreement),
    ...leftovers(agreement),
    ...zonesThatNeverBind(agreement),
    ...sideAdvice(agreement),
    ...zoneAdvice(agreement),
    ...drawingAdvice(agreement),
    ...eachAdvice(agreement),
    ...lastDayAdvice(agreement),
    ...weaponKinds(agreement),
    ...kindAdvice(agreement),
    ...repeatedSpellings(agreement),
  ];
}

function clauseAdvice(agreement: Agreement, clause: Clause, path: string): readonly Advice[] {
  const found: Advice[] = [];
  const advise = (code: string, field: string, message: string) =>
    found.push({
      code: `agreement/${code}`,
      path: `${path}.${field}`,
      message: `${path}.${field}: clause ${clause.id} ${message}`,
    });
  const counting: Counting = { agreement, facts: indexFacts([]) };
  const end =
    clause.until === undefined || isCounted(clause.until)
      ? undefined
      : resolveTime(clause.until, 'until', counting);
  const start =
    clause.from === undefined
      ? resolveTime(agreement['in-force'], 'from', counting)
      : isCounted(clause.from)
        ? undefined
        : resolveTime(clause.from, 'from', counting);
  if (
    end !== undefined &&
    start !== undefined &&
    'latest' in end &&
    'latest' in start &&
    end.latest <= start.latest
  )
    advise('dead-clause', 'until', 'ends before it begins, and so never binds; look at "from" and "until"');
  if (clause.verb === 'permit') found.push(...exceptionAdvice(agreement, clause, path));
  if (
    'within' in clause &&
    clause.within !== undefined &&
    clause.beyond !== undefined &&
    quantityOf(clause.within).value <= quantityOf(clause.beyond).value
  )
    advise(
      'dead-clause',
      'within',
      'asks for a place both nearer and farther than there is; "within" must be more than "beyond"',
    );
  if (
    clause.verb === 'limit' &&
    typeof clause.limit === 'string' &&
    clause['at-most'] === undefined &&
    clause['at-least'] === undefined
  )
    advise('no-ceiling', 'limit', 'limits without a number; add "at-most" or "at-least"');
  if (clause.verb === 'require' && clause['met-by'] === undefined && clause.of === undefined)
    advise('never-met', 'require', 'can never be seen to be met; name the fact that shows it with "met-by"');
  if (
    clause.verb === 'require' &&
    clause.of !== undefined &&
    clause.in === undefined &&
    clause['of-line'] === undefined
  )
    advise('no-place', 'of', 'says what must leave, but not from where; add "within" and "of-line", or "in"');
  const cut = (clause.readings ?? []).findIndex((one) =>
    /^(and|or|but|so|as|no|not|which|the|it) /.test(one),
  );
  if (cut > 0)
    advise(
      'cut-sentence',
      `readings[${cut}]`,
      'has a reading that begins in the middle; did a comma end it? Put it in quotes',
    );
  if (clause.anchor.words === 'none' && clause.anchor.certainty === 'primary')
    advise(
      'no-words',
      'anchor',
      'is marked primary, but no words were seen; give their hash, or mark it unchecked',
    );
  return found;
}

/** Two clauses that say the same of the same. */
function duplicates(agreement: Agreement): readonly Advice[] {
  const seen = new Map<string, string>();
  return agreement.clauses.flatMap((clause, at) => {
    const { id, ref: _ref, anchor: _anchor, readings: _readings, 'stated-as': _stated, ...says } = clause;
    const key = JSON.stringify(says);
    const first = seen.get(key);
    seen.set(key, first ?? id);
    if (first === undefined) return [];
    const path = `clauses[${at}].id`;
    return [
      {
        code: 'agreement/said-twice',
        path,
        message: `${path}: clause ${id} says what clause ${first} says; take one out`,
      },
    ];
  });
}

/** A zone without a belt and without geometry binds nobody to a place: every answer stays open. */
function zonesThatNeverBind(agreement: Agreement): readonly Advice[] {
  const open = (section: 'lines' | 'zones') =>
    Object.entries(agreement[section] ?? {}).flatMap(([id, one]) => {
      const belt = section === 'zones' && agreement.zones?.[id]?.belt !== undefined;
      const drawn = [...(one.versions ?? []), ...Object.values(one.maps ?? {}).flat()].some(
        ({ file }) => file !== undefined,
      );
      if (belt || drawn) return [];
      const path = `${section}.${id}`;
      const noun = section === 'lines' ? 'line' : 'zone';
      return [
        {
          code: 'agreement/no-geometry',
          path,
          message: `${path}: there is no geometry of this ${noun}: what depends on it is "undetermined: ${noun}" until one is given`,
        },
      ];
    });
  return [...open('lines'), ...open('zones')];
}

function weaponKinds(agreement: Agreement): readonly Advice[] {
  return Object.entries(agreement.weapons ?? {}).flatMap(([id, { kind = [] }]) =>
    kind
      .filter((one) => !KINDS.includes(one))
      .map((one) => {
        const path = `weapons.${id}.kind`;
        const mend = didYouMean(one, KINDS);
        return {
          code: 'agreement/unknown-kind',
          path,
          message: `${path}: no report speaks of the kind "${one}"${mend === '' ? '' : mend}`,
        };
      }),
  );
}

/** One spelling for two weapons reaches neither. */
function repeatedSpellings(agreement: Agreement): readonly Advice[] {
  const owners = new Map<string, string>();
  return Object.entries(agreement.weapons ?? {}).flatMap(([id, { types = [], kind = [] }]) =>
    types.flatMap((written) => {
      const first = owners.get(written);
      owners.set(written, first ?? id);
      const same =
        first !== undefined &&
        first !== id &&
        kind.some((one) =>
          (agreement.weapons?.[first]?.kind ?? [one]).some((other) => isKind(one, other) !== 'no'),
        );
      const path = `weapons.${id}.types`;
      return same
        ? [
            {
              code: 'agreement/spelling-twice',
              path,
              message: `${path}: "${written}" stands for ${first} too, and so for neither`,
            },
          ]
        : [];
    }),
  );
}
