import { list, misshapen, object, oneOf, record, type Shape, type Shaped, text } from '../base/index.ts';
import { sensorModelsForm, sensorModelsHash } from '../fusion/index.ts';
import type { Json } from '../record/index.ts';
import { KINDS } from './kinds.ts';
import {
  entryIndex,
  handle,
  hashId,
  inOrder,
  moment,
  reason,
  reportId,
  versionNumber,
  word,
} from './words.ts';

// Bodies of the entries by which the mission publishes, and by which it says what it computes with.

/** Any JSON: figures are compared with what is computed, as a whole. */
const figures: Shape<Json> = { schema: {}, read: (value) => value as Json };

export const bulletinNumber = text({
  max: 40,
  pattern: /^[A-Za-z0-9][A-Za-z0-9 ./-]*$/,
  what: 'a number such as 14/2026',
});

export const bulletinForm = object(
  {
    number: bulletinNumber,
    type: oneOf('spot', 'daily', 'weekly', 'thematic'),
    /** The stretch that it reports on. */
    from: moment(),
    to: moment(),
    /** Its input: the first so many entries. */
    size: entryIndex,
    rule: object({ rule: word, version: versionNumber }),
  },
  {
    area: word,
    /** What the rule gives over that stretch and input, for its audience. */
    figures,
    statement: entryIndex,
    /** Hash of the published file. */
    file: hashId,
    title: text({ max: 200 }),
    issued: moment(),
    /** Root of the tree of its input. */
    tree: hashId,
    /** Words of a person, by the section that they stand in; nothing else in a bulletin is written by hand. */
    remarks: list(object({ section: word, text: text({ max: 4000 }), lang: text({ max: 35 }) }), 1, 40),
    /** Its tables name these alone. */
    areas: list(word, 1, 100),
    languages: list(text({ max: 35 }), 1, 16),
    /** Of a thematic one: what it is about. */
    subject: object({ says: text({ max: 1000 }), kinds: list(oneOf(...KINDS), 1, KINDS.length) }),
    /** Of a spot report: a report of the event. */
    incident: reportId,
    /** From when on its document is given to whom; at once where it says nothing. */
    release: object({ parties: moment(), partners: moment(), public: moment() }),
    /** By which edition of this program its files were made; and what they hash to, by language and format. */
    edition: versionNumber,
    files: record(text({ max: 35 }), hashId, 100),
  },
  inOrder,
);
export type BulletinEntry = Shaped<typeof bulletinForm>;

export const erratumForm = object(
  {
    bulletin: bulletinNumber,
    reason,
    changes: list(object({ figure: text(), was: figures, is: figures }), 1, 1000),
  },
  { because: list(entryIndex, 1, 1000) },
);
export type ErratumEntry = Shaped<typeof erratumForm>;

/** Says of an earlier entry that it was wrong. What takes its place supersedes it in an entry of its own kind. */
export const correctionForm = object({ entry: entryIndex, reason }, { by: entryIndex });

/** Sensor models by version and hash: those of this program by these alone, others with their whole content. */
export const fusionParametersForm = object(
  { version: versionNumber, hash: hashId },
  { parameters: sensorModelsForm },
  ({ version, hash, parameters }, path) => {
    if (parameters === undefined) return;
    const at = path === '' ? '' : `${path}.`;
    if (parameters.version !== version)
      misshapen(`${at}version`, `is ${version}, and that of its parameters is ${parameters.version}`);
    const made = `sha256:${sensorModelsHash(parameters)}`;
    if (made !== hash) misshapen(`${at}hash`, `is not that of its parameters, which is ${made}`);
  },
);
export type FusionParameters = Shaped<typeof fusionParametersForm>;

export const engineForm = object(
  { version: versionNumber, hash: hashId },
  { file: text({ max: 200 }), name: handle },
);
