import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import { momentMs } from './count-from.ts';
import { isCounted } from './times.ts';

/** Dates of the head that stand in the wrong order, and lines with every party on one hand. */
export function headAdvice(agreement: Agreement): readonly Advice[] {
  const { adopted, 'in-force': inForce, lines = {} } = agreement;
  const early =
    momentMs(inForce.utc) < momentMs(adopted.utc)
      ? [
          {
            code: 'agreement/in-force-early',
            path: 'in-force',
            message: `in-force: it binds from ${inForce.local}, before it was signed on ${adopted.local}; look at "adopted" and "in-force"`,
          },
        ]
      : [];
  const hands = Object.entries(lines).flatMap(([id, { sides = {} }]) => {
    const [first, ...others] = Object.entries(sides);
    if (first === undefined || others.length === 0 || others.some(([, hand]) => hand !== first[1])) return [];
    const parties = [first, ...others].map(([party]) => party).join(' and ');
    const path = `lines.${id}.sides`;
    return [
      {
        code: 'agreement/one-hand',
        path,
        message: `${path}: ${parties} stand on the same hand (${first[1]}); a line has two sides, looking along it from its first point to its last`,
      },
    ];
  });
  const alone = Object.entries(lines).flatMap(([id, { sides = {} }]) => {
    const [first, ...others] = Object.entries(sides);
    const missing = agreement.parties.find((party) => party.id !== first?.[0])?.id;
    if (first === undefined || others.length > 0 || missing === undefined) return [];
    const path = `lines.${id}.sides`;
    return [
      {
        code: 'agreement/one-party',
        path,
        message: `${path}: ${first[0]} alone is named, and on whose side a place is cannot be told for ${missing}; add ${missing}: ${first[1] === 'left' ? 'right' : 'left'}`,
      },
    ];
  });
  return [...early, ...hands, ...alone, ...undatedEntry(agreement)];
}

/** Entry into force as an event of its own, without its day: deadlines that count from it would wait for a fact. */
function undatedEntry(agreement: Agreement): readonly Advice[] {
  return Object.entries(agreement.events ?? {}).flatMap(([id, { name, at }]) => {
    const entry = /into-force|effective-date/.test(id) || /into force/i.test(name);
    const counted = agreement.clauses.filter(({ from, until }) =>
      [from, until].some((time) => time !== undefined && isCounted(time) && (time.after ?? time.of) === id),
    );
    if (!entry || at !== undefined || counted.length === 0) return [];
    const path = `events.${id}`;
    return [
      {
        code: 'agreement/undated-entry',
        path,
        message:
          `${path}: clause ${counted.map((one) => one.id).join(', ')} counts from it, and it bears no day, so that nothing runs until a fact "${id}" is on record; ` +
          `if that day is known, write at: ${agreement['in-force'].local}, or count "after: in-force" and date that in the head`,
      },
    ];
  });
}
