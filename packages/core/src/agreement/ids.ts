import { list, misshapen, object, oneOf, type Shape, type Shaped, text, withExample } from '../base/index.ts';

/** A party's id: `north`. It is an audience too, so it keeps to what every file system can carry. */
export const partyId = text({ max: 63, pattern: /^[a-z][a-z0-9-]*$/, what: 'a short id in small letters' });

/** A name of something that an agreement defines: a line, a zone, a weapon, an event. */
export const name = text({
  max: 63,
  pattern: /^[a-z][a-z0-9-]*$/,
  what: 'a short name in small letters and hyphens, such as "withdrawal-complete"',
});

/** An id of an agreement or of a clause, as people quote it: `minsk-2015`, `2.a`. */
export const quotedId = idInQuotes(
  text({ max: 63, pattern: /^[A-Za-z0-9][A-Za-z0-9.()-]*$/, what: 'a short id such as "2.a"' }),
);

/** YAML reads 4 as a number, and 1.10 as 1.1: an id stands in quotes. */
function idInQuotes(id: Shape<string>): Shape<string> {
  return {
    schema: id.schema,
    read: (value, path) =>
      typeof value === 'number'
        ? misshapen(path, `must stand in quotes, not ${value}; write it like "${value}"`)
        : id.read(value, path),
  };
}

/** The id of a clause in a collection of clauses, where there is one: `AL002`. */
export const collectionRef = text({ max: 20, pattern: /^[A-Z]{2}\d{3,5}$/, what: 'an id such as AL002' });

/** How surely the encoding rests on the text: its words were seen, are known second-hand, or were not checked. */
export const certainty = oneOf('primary', 'second-hand', 'unchecked');
export type Certainty = Shaped<typeof certainty>;

/** Where a clause stands in the text, in our own short words, and the hash of the words that it was made from. */
export const clauseAnchor = withExample(
  object({
    article: withExample(text(), 'article: Article 3'),
    paraphrase: withExample(text({ max: 1000 }), 'paraphrase: One sentence in your own words.'),
    source: withExample(text({ max: 500 }), 'source: the signed copy of 31 October 2026'),
    words: withExample(
      text({
        pattern: /^(sha256:[0-9a-f]{64}|none)$/,
        what: 'sha256: and 64 hexadecimal digits, or "none" where no words were seen',
      }),
      'words: none',
    ),
    certainty: withExample(certainty, 'certainty: unchecked'),
  }),
  'anchor: { article: Article 3, paraphrase: One sentence in your own words., source: the signed copy, words: none, certainty: unchecked }',
);

/** One of them, or a list. */
export function oneOrMore(item: Shape<string>): Shape<string | readonly string[]> {
  const many = list(item, 1, 64);
  return {
    schema: { anyOf: [item.schema, many.schema] },
    read: (value, path) => (Array.isArray(value) ? many.read(value, path) : item.read(value, path)),
  };
}
