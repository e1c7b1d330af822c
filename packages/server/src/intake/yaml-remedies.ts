import type { ErrorCode } from 'yaml';

// What the reader of YAML finds, it says in its own terms. Who writes an agreement knows sentences and commas.

const REMEDIES: { readonly [code in ErrorCode]?: string } = {
  TAB_AS_INDENT: 'put spaces in place of the tab: two for each step further in',
  BLOCK_IN_FLOW: 'put a sentence with a colon or a comma in quotes where it stands inside { } or [ ]',
  BLOCK_AS_IMPLICIT_KEY: 'put a sentence with a colon in quotes',
  MULTILINE_IMPLICIT_KEY: 'write "name: value" on each line, or put the sentence in quotes',
  BAD_INDENT: 'what belongs together begins in one column; what stands in a list begins with "- "',
  DUPLICATE_KEY: 'this name stands here a second time; take one of the two out, or give it another name',
  MISSING_CHAR:
    'a bracket or a quote that is opened must be closed, and items in brackets stand apart by commas',
  BAD_SCALAR_START: 'put a value that begins with a sign in quotes, as in ">= 100 mm"',
  UNEXPECTED_TOKEN: 'put a value that holds brackets, colons or signs in quotes',
};

/** What the reader of YAML found, with how to mend it. */
export function yamlRemedy(code: ErrorCode, message: string): string {
  const found = message.split(' at line')[0] ?? 'is not YAML';
  const remedy = found.startsWith('Sequence item without')
    ? 'a line stands too far left: what belongs to an item stands two spaces further in than its "- "'
    : REMEDIES[code];
  return remedy === undefined ? found : `${found}; ${remedy}`;
}
