import { never } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import { certaintyOf } from './certainty.ts';
import type { Clause, LimitClause, RequireClause } from './clauses.ts';
import { listOf } from './lists.ts';
import { bounds, stated } from './prose-amounts.ts';
import { accepted, counting, mayAccept, several } from './prose-quotas.ts';
import { eventName as event, repeated, saidTime } from './prose-times.ts';

// An agreement read aloud: one sentence a clause, from the same tree that is evaluated, so that a lawyer can say
// whether it is what the text says.

/** A clause as prose. */
export interface ClauseProse {
  readonly id: string;
  readonly ref?: string;
  readonly article: string;
  /** What our encoding says, in a sentence. */
  readonly sentence: string;
  /** What the text says, in our own short words. */
  readonly paraphrase: string;
  /** `second-hand` or `unchecked`: shown beside the clause wherever it stands. */
  readonly mark?: string;
  readonly statedAs?: string;
  readonly readings: readonly string[];
  readonly source: string;
}

/** Every clause of an agreement as prose, in the order of the text. */
export function proseOf(agreement: Agreement): readonly ClauseProse[] {
  return agreement.clauses.map((clause) => {
    const { article, paraphrase, source } = clause.anchor;
    const certainty = certaintyOf(agreement, clause);
    return {
      id: clause.id,
      ...(clause.ref === undefined ? {} : { ref: clause.ref }),
      article,
      sentence: sentenceOf(agreement, clause),
      paraphrase,
      ...(certainty === 'primary' ? {} : { mark: certainty }),
      ...(clause['stated-as'] === undefined ? {} : { statedAs: clause['stated-as'] }),
      readings: clause.readings ?? [],
      source,
    };
  });
}

/** One clause as a sentence. */
export function sentenceOf(agreement: Agreement, clause: Clause): string {
  const parts = [body(agreement, clause), ...conditions(agreement, clause)].filter((one) => one !== '');
  const text = `${parts.join(', ')}.`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function body(agreement: Agreement, clause: Clause): string {
  const who = actors(agreement, clause.by);
  switch (clause.verb) {
    case 'forbid':
      return `${who} must not take part in ${either(clause.forbid, agreement)}${of(agreement, clause.of)}${place(agreement, clause)}`;
    case 'require':
      return `${who} must bring about: ${clause.require}${of(agreement, clause.of, ' (')}${clause.of === undefined ? '' : ')'}${away(agreement, clause)}${when(agreement, clause)}`;
    case 'limit':
      return clause.each === undefined
        ? `${holders(clause, who)} ${mayAccept(clause) ? 'must accept' : 'may have'} ${ceiling(agreement, clause)}${place(agreement, clause)}${accepted(clause)}`
        : `for ${holders(clause, who)}, the ${clause.measure ?? 'count'} of each "${plainName(agreement, clause.each)}" must be ${bounds(agreement, clause, clause['at-most'])}${place(agreement, clause)}`;
    case 'permit':
      return `${who} may ${clause.permit === 'holding' ? 'hold more' : `take part in ${either(clause.permit, agreement)}`}${of(agreement, clause.of)}${place(agreement, clause)}, which clause ${listOf(clause.lifts).join(' and ')} would forbid${lifted(agreement, clause)}`;
    case 'define':
      return defined(agreement, clause);
    case 'not-counted':
      return `what is ${clause['not-counted']}${of(agreement, clause.of)} is not counted${clause.limits === undefined ? '' : ` under clause ${listOf(clause.limits).join(', ')}`}${excluded(clause)}`;
    default:
      return never(clause);
  }
}

/** "each party" where all are bound, as a lawyer says it. */
function holders({ together }: LimitClause, who: string): string {
  if (together === true) return `${who} together`;
  return who === 'any party' ? 'each party' : `each of ${who}`;
}

function plainName(agreement: Agreement, word: string): string {
  return agreement.events?.[word]?.name ?? word;
}

function lifted(agreement: Agreement, clause: Extract<Clause, { readonly verb: 'permit' }>): string {
  const number = clause.number === undefined ? '' : `, at most ${clause.number}`;
  const consent =
    clause.consent === undefined
      ? ''
      : `, with the consent of ${actors(agreement, clause.consent.of)} on record${howLong(clause.consent)}`;
  const chain =
    clause.chain === undefined
      ? ''
      : `, only after ${clause.chain.map((link) => `${event(agreement, link.fact)}${link.later === true ? ' (may follow)' : ''}${howLong(link)}`).join(', then ')}`;
  return `${number}${consent}${chain}`;
}

function howLong({ lasts, standing }: { readonly lasts?: string; readonly standing?: boolean }): string {
  if (standing === true) return ', until it is taken back';
  return lasts === undefined ? '' : `, for ${lasts}`;
}

function excluded(clause: Extract<Clause, { readonly verb: 'not-counted' }>): string {
  return [
    clause['for-at-most'] === undefined ? '' : `, for at most ${clause['for-at-most']}`,
    clause['at-most-sites'] === undefined ? '' : `, at no more than ${clause['at-most-sites']} sites`,
    clause.needs === undefined ? '' : `, if ${listOf(clause.needs).join(' and ')} is shown`,
    clause['held-by'] === undefined ? '' : `, where ${clause['held-by']} holds it`,
  ].join('');
}

function defined(agreement: Agreement, clause: Extract<Clause, { readonly verb: 'define' }>): string {
  switch (clause.as) {
    case 'reference-line':
      return `for ${actors(agreement, clause.for)}, "${clause.define}" means ${lineName(agreement, clause.line)}`;
    case 'term':
      return `the agreement is in force ${clause.lasts === undefined ? '' : `for ${clause.lasts}`}${clause['renewed-by'] === undefined ? '' : `, longer by as much with each ${event(agreement, clause['renewed-by'])}`}${clause['ended-by'] === undefined ? '' : `, until ${event(agreement, clause['ended-by'])}`}`;
    case 'number':
      return `"${clause.define}" is ${clause.is ?? 'stated in the text'}`;
    default: {
      const sections = {
        line: agreement.lines,
        zone: agreement.zones,
        activity: agreement.activities,
        weapon: agreement.weapons,
        event: agreement.events,
        body: agreement.bodies,
      };
      return `"${clause.define}" means ${sections[clause.as]?.[clause.define]?.name ?? clause.define}`;
    }
  }
}

function conditions(agreement: Agreement, clause: Clause): readonly string[] {
  const edges = (words: string, of: { readonly [name: string]: string } | undefined, joined: string) =>
    of === undefined
      ? ''
      : `${words} ${Object.entries(of)
          .map(([name, edge]) => `${name} ${edge}`)
          .join(joined)}`;
  return [
    clause.verb === 'require' && clause.until !== undefined
      ? ''
      : clause.from === undefined
        ? ''
        : `from ${saidTime(agreement, clause.from, 'from')} on`,
    clause.until === undefined
      ? ''
      : `${clause.verb === 'require' ? 'by' : 'until'} ${saidTime(agreement, clause.until, 'until')}`,
    edges('if any of', clause['if-any'], ', '),
    edges('if', clause['if-all'], ' and '),
    clause.provided === undefined
      ? ''
      : `once ${listOf(clause.provided)
          .map((one) => event(agreement, one))
          .join(' and ')} has happened`,
    clause.armed === undefined
      ? ''
      : `only if ${event(agreement, clause.armed.absent)} has not happened by ${saidTime(agreement, clause.armed.at, 'until')}`,
    ...(clause.windows ?? []).map(
      ({ from, until, days }) =>
        `from ${from} to ${until}${days === undefined ? '' : ` on ${days.join(', ')}`}`,
    ),
  ];
}

function ceiling(agreement: Agreement, clause: LimitClause): string {
  const held = clause['held-in'] === undefined ? '' : ` held in ${clause['held-in']}`;
  const per =
    clause.per === undefined ? (clause['at-once'] === true ? ' at one time' : '') : counting(clause);
  const share =
    clause['per-asker'] === undefined
      ? ''
      : `, no asker more than ${typeof clause['per-asker'] === 'number' ? clause['per-asker'] : `${clause['per-asker']} of it`}`;
  const rows =
    typeof clause.limit === 'string'
      ? [[clause.limit, clause['at-most']] as const]
      : Object.entries(clause.limit);
  const words = rows.map(([thing, most]) => {
    const name = named(agreement, thing);
    return `${bounds(agreement, clause, most)} ${name === thing ? several(thing, most ?? clause['at-least']) : name}`;
  });
  return `${words.join(', ')}${held}${per}${share}`;
}

function when(agreement: Agreement, clause: RequireClause): string {
  const { every, before, each, same } = clause;
  const paired = same === undefined ? '' : `, each with its own ${same}`;
  const anew = each === undefined ? '' : ` for each ${event(agreement, each)}`;
  const often = `${anew}${every === undefined ? '' : ` ${repeated(every)}`}`;
  if (before === undefined) return `${often}${paired}`;
  const length = clause['at-least'] ?? clause.for;
  const most = clause['at-most'] === undefined ? '' : ` and at most ${clause['at-most']}`;
  const day =
    clause['by-day'] === undefined
      ? ''
      : `by ${clause['by-day']} ${clause['years-before'] ?? 0} years ahead, `;
  return `${often} ${day}${length === undefined ? '' : `at least ${length}${most} `}before ${event(agreement, before)}${paired}`;
}

type Placed = Extract<Clause, { readonly verb: 'forbid' | 'require' | 'limit' | 'permit' }>;

function away(agreement: Agreement, clause: RequireClause): string {
  const where = place(agreement, clause);
  return where === '' ? '' : `, and keep out of the place${where}`;
}

function place(agreement: Agreement, clause: Placed): string {
  const zones = listOf(clause.in).map((one) => agreement.zones?.[one]?.name ?? one);
  const inZone = zones.length === 0 ? '' : ` in ${zones.join(' or ')}`;
  const near = clause.within === undefined ? '' : ` within ${stated(agreement, clause.within)}`;
  const far =
    clause.beyond === undefined
      ? ''
      : `${near === '' ? '' : ' and'} beyond ${stated(agreement, clause.beyond)}`;
  const from =
    clause.around === undefined
      ? clause['of-line'] === undefined
        ? ''
        : ` of ${lineName(agreement, clause['of-line'])}`
      : ` of each ${named(agreement, clause.around)}`;
  const side =
    clause['on-side'] === undefined || clause['on-side'] === 'either'
      ? ''
      : ` on ${sideName(agreement, clause['on-side'])} side`;
  const end =
    clause.end === undefined || clause.end === 'either'
      ? ''
      : clause.end === 'impact'
        ? ' (where it falls)'
        : ' (where it is fired from)';
  return `${inZone}${near}${far}${from}${side}${end}`;
}

function sideName(agreement: Agreement, side: string): string {
  if (side === 'own') return 'its own';
  if (side === 'other') return "the other's";
  return `the ${agreement.parties.find(({ id }) => id === side)?.name ?? side}`;
}

function actors(agreement: Agreement, by: string | readonly string[] | undefined): string {
  if (by === undefined) return 'any party';
  return listOf(by)
    .map(
      (one) =>
        agreement.parties.find(({ id }) => id === one)?.name ??
        agreement.groups?.[one]?.name ??
        agreement.bodies?.[one]?.name ??
        one,
    )
    .join(' or ');
}

function of(agreement: Agreement, words: string | readonly string[] | undefined, before = ' of '): string {
  const list = listOf(words);
  return list.length === 0 ? '' : `${before}${list.map((one) => named(agreement, one)).join(' or ')}`;
}

function either(words: string | readonly string[], { activities }: Agreement): string {
  return listOf(words)
    .map((one) => activities?.[one]?.name ?? one)
    .join(' or ');
}

function named(agreement: Agreement, thing: string): string {
  return agreement.weapons?.[thing]?.name ?? agreement.things?.[thing]?.name ?? thing;
}

function lineName(agreement: Agreement, line: string | undefined): string {
  return line === undefined ? 'a line' : (agreement.lines?.[line]?.name ?? `the ${line}`);
}
