import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import { momentMs } from './count-from.ts';

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
  return [...early, ...hands];
}
