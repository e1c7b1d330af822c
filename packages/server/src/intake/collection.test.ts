import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectAccepted } from '@armistice/core/base';
import { expect, test } from 'vitest';
import { readAgreementFile } from './agreement-file.ts';

// The collection of machine-checkable clauses lies beside a checkout, and is no part of the project; its ids are known.
const library = new URL('../../../../agreements/', import.meta.url);
const others =
  process.env.ARMISTICE_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const collection = join(others, 'arms-limits/clauses.json');
const IDS = Array.from({ length: 193 }, (_, at) => `AL${String(at + 1).padStart(3, '0')}`);

test('every clause of the collection stands in an agreement, and no agreement refers to another', async () => {
  const found = new Set<string>();
  for (const one of readdirSync(library, { withFileTypes: true })) {
    const file = new URL(`${one.name}/agreement.yaml`, library);
    if (!one.isDirectory() || !existsSync(file)) continue;
    for (const { ref } of expectAccepted(await readAgreementFile(file.pathname)).clauses)
      if (ref !== undefined) found.add(ref);
  }
  const missing = IDS.filter((id) => !found.has(id));
  const unknown = [...found].filter((id) => !IDS.includes(id));
  expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
});

test('these are the ids of the collection', (context) => {
  if (!existsSync(collection))
    return context.skip(
      "the collection of clauses is not here; ARMISTICE_DATA names the folder of others' data",
    );
  const rows = JSON.parse(readFileSync(collection, 'utf8')) as readonly { readonly id: string }[];
  expect(rows.map(({ id }) => id)).toEqual(IDS);
});
