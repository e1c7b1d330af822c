import type { Refusal } from '../base/index.ts';
import type { KnownNames } from './known-names.ts';

/** A word that the agreement knows, but as something else than stands here: how to write what was likely meant. */
export function misplaced(path: string, field: string, word: string, known: KnownNames): Refusal | undefined {
  const remedy = remedyFor(field, word, known);
  if (remedy === undefined) return undefined;
  return {
    code: 'agreement/unknown-name',
    message: `${path}.${field}: "${word}" is ${remedy}`,
    path: `${path}.${field}`,
  };
}

function remedyFor(field: string, word: string, known: KnownNames): string | undefined {
  switch (field) {
    case 'forbid':
    case 'permit':
      if (known.goods.includes(word))
        return `a weapon or thing, not an act; write "${field}: presence" and below it "of: ${word}"`;
      if (known.zones.includes(word))
        return `a zone, not an act; write "${field}: presence" and below it "in: ${word}"`;
      return undefined;
    case 'of':
      return known.activities.includes(word)
        ? `an act, not a weapon; write it after "forbid" or "permit", and here with what it is done`
        : undefined;
    case 'in':
      return known.lines.includes(word)
        ? `a line, not a zone; write "of-line: ${word}", and how far from it with "within: 5 km"`
        : undefined;
    case 'of-line':
      return known.zones.includes(word) ? `a zone, not a line; write "in: ${word}"` : undefined;
    default:
      return undefined;
  }
}
