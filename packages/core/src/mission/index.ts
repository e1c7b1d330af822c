// The public surface of the mission: what is filed, how it is folded, what is stated, and how anyone computes it again.
export { type Counts, countRows } from './counts.ts';
export { applyChanges, type Change, changesOf, FOLD_VERSION, type Ignored } from './fold.ts';
export { type CountRange, type Incident, incidentOf, type Link, reportKey } from './incident.ts';
export { KINDS, MEANS, PHASES } from './kinds.ts';
export {
  digestState,
  formatRows,
  hashText,
  type PublishedRow,
  publishedRows,
  stateRoot,
} from './published.ts';
export {
  type AttestationCheck,
  type Recomputation,
  type Recomputed,
  recompute,
  type StatementCheck,
  type Unfolded,
} from './recompute.ts';
export { parseReport, type Report, reportShape } from './report.ts';
export { checkRows, type RowsCheck, type StatedRows } from './rows-check.ts';
export { DEFAULT_RULES, type MissionRules, parseRules } from './rules.ts';
export {
  type Adopted,
  type KnownReport,
  type MissionState,
  type MissionView,
  newMissionState,
} from './state.ts';
export { type Attestation, parseAttestation, parseStatement, type Statement, stateOf } from './statement.ts';
export {
  lacksView,
  MISSION,
  parseReportView,
  REPORT_FIELDS,
  type ReportField,
  type ReportView,
  reportFields,
  wholeReport,
} from './views.ts';
