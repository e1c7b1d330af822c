import { toBase64Url } from './base64.ts';
import { utf8 } from './bytes.ts';
import { disclosureDigest, formatDisclosure, parseDisclosure, SALT_BYTES } from './disclosure.ts';
import { type Body, PUBLIC, type Statement, type Superseded } from './entry.ts';
import { formatJson, type Json } from './json.ts';
import { accept, type Result, refuse } from './refusal.ts';

// What an author composes and signs on their own machine, and what whoever takes it in holds it against.

/** A field of a body, with who reads it. */
export interface ComposedField {
  readonly name: string;
  readonly value: Json;
  readonly audience: string;
}

/** What an author wants written: open, for what binds everyone, or as fields. */
export interface Composition {
  readonly kind: string;
  readonly mission: string;
  /** Thumbprint of the author's key. */
  readonly by: string;
  readonly audience: string;
  readonly supersedes?: Superseded;
  readonly body: { readonly open: Json } | { readonly fields: readonly ComposedField[] };
}

/** What composing needs of its host: the author's clock (Unix milliseconds) and randomness. */
export interface Composing {
  now(): number;
  random(bytes: number): Uint8Array;
}

/** Disclosures by audience: each the canonical JSON `[salt, name, value]`. */
export type Disclosures = { readonly [audience: string]: readonly string[] };

/** A statement, to be signed over {@link authoredBytes}, with the disclosures that open its body. */
export interface Composed {
  readonly statement: Statement;
  readonly disclosures: Disclosures;
}

/** States content as its author: every field salted and committed to by itself. */
export function compose(content: Composition, { now, random }: Composing): Composed {
  const { kind, mission, by, audience, supersedes } = content;
  const { body, disclosures } = commitTo(content.body, random);
  const statement: Statement = {
    v: 1,
    ...{ kind, mission, by, audience },
    ...(supersedes === undefined ? {} : { supersedes }),
    body,
    authored: { at: now(), nonce: toBase64Url(random(16)) },
  };
  return { statement, disclosures };
}

function commitTo(
  body: Composition['body'],
  random: Composing['random'],
): { readonly body: Body; readonly disclosures: Disclosures } {
  if ('open' in body) return { body: { open: body.open }, disclosures: {} };
  const texts = Map.groupBy(
    body.fields.map(({ audience, name, value }) => ({
      audience,
      text: formatDisclosure({ salt: random(SALT_BYTES), name, value }),
    })),
    ({ audience }) => audience,
  );
  const disclosures = Object.fromEntries(
    [...texts].map(([audience, some]) => [audience, some.map(({ text }) => text)]),
  );
  const sd = Object.fromEntries(
    Object.entries(disclosures).map(([audience, some]) => [audience, some.map(digestOf).sort()]),
  );
  return { body: { sd }, disclosures };
}

function digestOf(text: string): string {
  return toBase64Url(disclosureDigest(utf8(text)));
}

/**
 * The fields of a statement's body, opened: refuses disclosures that are not exactly those that it commits to, a name
 * that stands twice, and, of a restricted statement, fields for anybody but its own audience.
 */
export function openStatement(
  { body, audience: own }: Pick<Statement, 'body' | 'audience'>,
  disclosures: Disclosures,
): Result<readonly ComposedField[]> {
  if ('open' in body)
    return Object.keys(disclosures).length === 0
      ? accept([])
      : refuse('compose-open', 'what stands open in its entry has nothing to disclose');
  const audiences = new Set([...Object.keys(body.sd), ...Object.keys(disclosures)]);
  const fields: ComposedField[] = [];
  const names = new Set<string>();
  for (const audience of [...audiences].sort()) {
    if (own !== PUBLIC && audience !== own)
      return refuse('compose-audience', `it is for ${own} alone, and holds fields for ${audience}`);
    const texts = Object.hasOwn(disclosures, audience) ? (disclosures[audience] as readonly string[]) : [];
    const committed = Object.hasOwn(body.sd, audience) ? (body.sd[audience] as readonly string[]) : [];
    if (formatJson(texts.map(digestOf).sort()) !== formatJson(committed as Json))
      return refuse(
        'compose-digest',
        `what is disclosed for ${audience} is not what the statement commits to`,
      );
    for (const text of texts) {
      const parsed = parseDisclosure(utf8(text));
      if (!parsed.ok) return parsed;
      const { name, value } = parsed.value;
      if (names.has(name)) return refuse('compose-twice', `the field "${name}" stands in it twice`);
      names.add(name);
      fields.push({ name, value, audience });
    }
  }
  return accept(fields);
}
