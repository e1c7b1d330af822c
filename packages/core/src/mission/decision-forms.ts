import { list, misshapen, number, object, oneOf, record, type Shaped, text } from '../base/index.ts';
import { ATTRIBUTIONS, CLASSES, FINDINGS, RESOLUTIONS, STATUSES, UNABLE } from './axes.ts';
import { entryIndex, handle, hashId, moment, quoted, reason, reportId, versionNumber } from './words.ts';

// Bodies of the entries by which people decide. Each names an incident by a key of any of its reports: ids that were
// quoted before a late report changed them stay good.

const seats = record(handle, number(0, 1000, 'seats', true), 64);
const vote = object({}, { for: seats, against: seats, abstained: seats });
const dissent = list(object({ by: handle, text: text({ max: 4000 }) }), 1, 64);

/** How a body decided, where its entry says nothing else of its own. */
export const voteForm = object({}, { vote, dissent });

export const joinForm = object({ reports: list(reportId, 2, 100), reason });

export const splitForm = object(
  { reports: list(reportId, 1, 100), from: list(reportId, 1, 100), reason },
  {},
  ({ reports, from }, path) => {
    const both = reports.find((key) => from.includes(key));
    if (both !== undefined) misshapen(path, `names ${both} on both sides: a report stays in one of them`);
  },
);

export const undoForm = object({ entry: entryIndex, reason });

export const numberForm = object({ incident: reportId, number: text({ max: 40 }) });

export const gradeForm = object(
  {
    report: reportId,
    grade: text({ max: 2, pattern: /^[A-F][1-6]$/, what: 'a grade from A1 to F6' }),
  },
  { reason },
);

export const assessmentForm = object(
  { incident: reportId, status: oneOf(...STATUSES) },
  {
    reason,
    unable: oneOf(...UNABLE),
    /** The standard that was applied, by the name that the agreement or the mission gives it. */
    standard: text(),
    class: oneOf(...CLASSES),
    /** Of a body: who took part, and how. */
    vote,
    dissent,
  },
);
export type Assessment = Shaped<typeof assessmentForm>;

export const attributionForm = object(
  { incident: reportId, attribution: oneOf(...ATTRIBUTIONS) },
  {
    party: handle,
    /** Whose claim it is, where somebody else writes it down. */
    saidBy: handle,
    basis: text({ max: 2000 }),
    confidence: number(0, 1, 'how surely, 0 to 1'),
    alternatives: list(handle, 1, 16),
    reason,
    vote,
    dissent,
  },
);
export type Attribution = Shaped<typeof attributionForm>;

export const findingForm = object(
  {
    incident: reportId,
    agreement: quoted,
    version: versionNumber,
    clause: quoted,
    words: hashId,
    finding: oneOf(...FINDINGS),
  },
  {
    class: text(),
    vote,
    dissent,
    remedy: text({ max: 2000 }),
    due: moment(),
    reason,
  },
);
export type Finding = Shaped<typeof findingForm>;

export const resolutionForm = object(
  { incident: reportId, resolution: oneOf(...RESOLUTIONS) },
  {
    tier: number(1, 20, 'tier, the lowest is 1', true),
    vote,
    remedy: text({ max: 2000 }),
    due: moment(),
    /** What shows the remedy carried out: keys of reports. */
    proof: list(reportId, 1, 100),
    reason,
  },
);
export type Resolution = Shaped<typeof resolutionForm>;

export const positionForm = object(
  { incident: reportId, on: oneOf('facts', 'attribution', 'finding', 'resolution') },
  {
    stance: oneOf('accepts', 'contests', 'notes'),
    agreement: quoted,
    clause: quoted,
    text: text({ max: 20_000 }),
    lang: text({ max: 35, pattern: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, what: 'a language tag such as "uk"' }),
  },
);

export const complaintForm = object(
  { report: reportId },
  { against: handle, text: text({ max: 20_000 }), asks: text({ max: 2000 }) },
);

export const answerForm = object(
  { complaint: entryIndex, text: text({ max: 20_000 }) },
  { lang: text({ max: 35 }) },
);
