import { flag, list, number, object, pair, record, type Shaped, text, variant } from '../base/index.ts';
import { type Clause, clauseForms } from './clauses.ts';
import { jsonValue } from './facts.ts';
import { partyId, quotedId } from './ids.ts';
import {
  activitiesForm,
  aliases,
  bodiesForm,
  countingForm,
  eventsForm,
  geometryFile,
  groupsForm,
  holidaysForm,
  linesForm,
  thingsForm,
  weaponsForm,
  zonesForm,
} from './sections.ts';
import { clockTime } from './times.ts';

// The form that the record holds and every reader evaluates. Local times have been resolved to UTC once, by whoever
// adopted the agreement, and the offsets of its clock stand beside them, so that no reader's time-zone tables can
// change an outcome.

/** Version of the step from agreement.yaml to this form, and of the evaluation; stated beside every published root. */
export const COMPILER_VERSION = 4;

/** Parts of an agreement that a file and a record write alike. */
export const sharedSections = {
  groups: groupsForm,
  bodies: bodiesForm,
  lines: linesForm,
  zones: zonesForm,
  weapons: weaponsForm,
  things: thingsForm,
  activities: activitiesForm,
  counting: countingForm,
  holidays: holidaysForm,
  notes: list(text({ max: 1000 }), 1, 64),
} as const;

const formation = object({ name: text() }, { aliases });
const party = object({ id: partyId, name: text() }, { formations: list(formation, 1, 256), aliases });

/** The clock as numbers: from each moment (UTC seconds) on, how many seconds local time is ahead of UTC. */
const clockOffsets = list(
  pair(number(-1e11, 1e11, 'UTC seconds', true), number(-86_400, 86_400, 'seconds', true)),
  1,
  2000,
);

/** GeoJSON by the file that `versions` and `maps` name it by: with the text in the record, every reader measures alike. */
const geometryForm = record(geometryFile, jsonValue, 256);

/** The shape of the recorded form by itself; {@link Agreement} is what it reads. */
export const agreementForm = object(
  {
    agreement: quotedId,
    version: number(1, 1_000_000, 'version', true),
    /** Of our encoding of one version of the text: a correction of ours makes the next. */
    revision: number(1, 1_000_000, 'revision', true),
    title: text({ max: 500 }),
    /** A training text: everything that shows it says so. */
    exercise: flag(),
    adopted: clockTime,
    /** From when on a version of the text holds: that of its adoption unless the text says otherwise. */
    'in-force': clockTime,
    clock: text(),
    'clock-offsets': clockOffsets,
    /** In the order of the text, or alphabetical: no other order is neutral. */
    parties: list(party, 2, 64),
    clauses: list(variant('verb', clauseForms), 1, 10_000),
  },
  { ...sharedSections, events: eventsForm(clockTime), geometry: geometryForm },
);

/** An agreement in force, as recorded. */
export type Agreement = Omit<Shaped<typeof agreementForm>, 'clauses'> & {
  readonly clauses: readonly Clause[];
};
