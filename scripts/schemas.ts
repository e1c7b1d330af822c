import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { publishedSchemas, schemaText } from './schemas/published.ts';

// Writes docs/formats/schemas from the declarations that the readers themselves are made of: `node scripts/schemas.ts`.

const folder = resolve(import.meta.dirname, '../docs/formats/schemas');
await mkdir(folder, { recursive: true });
for (const [name, schema] of publishedSchemas()) await writeFile(resolve(folder, name), schemaText(schema));
