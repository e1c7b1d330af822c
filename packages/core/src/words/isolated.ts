const ISOLATE = '\u2068';
const POP = '\u2069';

/**
 * A text that turns nothing around it, in a first-strong isolate: a Latin name inside an Arabic sentence, and what somebody
 * wrote to turn the words of ours about.
 */
export function isolated(text: string): string {
  return `${ISOLATE}${balanced(text)}${POP}`;
}

/**
 * A text that opens and closes its own isolates alone. An element isolates by the same signs, and one too many in what it
 * holds would end it: what follows would be turned, in browsers too.
 */
export function balanced(text: string): string {
  let open = 0;
  const kept = text.replaceAll(/[\u2066-\u2069]/g, (sign) => {
    if (sign !== POP) open += 1;
    else if (open === 0) return '';
    else open -= 1;
    return sign;
  });
  return kept + POP.repeat(open);
}
