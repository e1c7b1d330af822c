import {
  agreementSource,
  casesSource,
  eventForm,
  factForm,
  indicationForm,
} from '../../packages/core/src/agreement/index.ts';
import type { JsonSchema } from '../../packages/core/src/base/index.ts';
import { reportShape } from '../../packages/core/src/mission/index.ts';
import { PUBLISHED_SCHEMAS } from '../../packages/server/src/routes/schemas.ts';
import { coverageShape } from './coverage.ts';

interface Published {
  readonly title: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

const SCHEMAS: { readonly [name: string]: Published } = {
  agreement: {
    title: 'Agreement',
    description: 'agreement.yaml, once the YAML is read. The language is explained in agreements/README.md.',
    schema: agreementSource.schema,
  },
  cases: {
    title: 'Worked cases',
    description: 'cases.yaml beside an agreement, once the YAML is read.',
    schema: casesSource.schema,
  },
  coverage: {
    title: 'Coverage',
    description: 'Who could observe what, and when; or what kept them from it.',
    schema: coverageShape.schema,
  },
  event: {
    title: 'Event to evaluate',
    description:
      'What `armistice agreement evaluate` reads of a Report or an Incident; other fields are none of its concern.',
    schema: eventForm.schema,
  },
  fact: {
    title: 'Fact',
    description:
      'Something known to have happened or to be so: a withdrawal, a notice, a consent, a holding.',
    schema: factForm.schema,
  },
  incident: {
    title: 'Incident',
    description: 'What the fold believes one or more Reports describe.',
    schema: plain(PUBLISHED_SCHEMAS.incident),
  },
  indication: {
    title: 'Indication',
    description: 'Computed, never found: whether the facts of an incident meet the conditions of a clause.',
    schema: indicationForm.schema,
  },
  report: {
    title: 'Report',
    description: "One source's account of something, as intake takes it.",
    schema: reportShape.schema,
  },
};

function plain(schema: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

/** Every published JSON Schema (draft 2020-12) by the name of its file in docs/formats/schemas. */
export function publishedSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, { title, description, schema }]) => [
      `${name}.schema.json`,
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${name}.schema.json`,
        title,
        description,
        ...schema,
      },
    ]),
  );
}

/** The text of a schema as it stands in its file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 1)}\n`;
}
