// The public surface of the mission: what is filed, how it is folded, what is stated, and how anyone computes it again.

export type { BulletinTouched, LawChange } from './agreement-changes.ts';
export {
  type AgreementStanding,
  agreementStanding,
  type ClauseStanding,
  type KnownFact,
  type StandingQuery,
  type VersionKnown,
} from './agreement-standing.ts';
export { asideOf } from './asides.ts';
export { PARTNERS, readBy, reads } from './audiences.ts';
export {
  type AdoptedFinding,
  ATTRIBUTIONS,
  type Attributed,
  type AttributionState,
  type Axes,
  CLASSES,
  FINDINGS,
  type FindingState,
  RESOLUTIONS,
  STATUSES,
  type Vote,
} from './axes.ts';
export { called } from './called.ts';
export {
  areasOn,
  areasWithout,
  type Cell,
  cellsOf,
  isSmall,
  PERSONS,
  type Shown,
  SUPPRESS_BELOW,
  shownOf,
  shownUnder,
  wordsOf,
} from './cells.ts';
export type { Change, Ignored } from './changes.ts';
export { textsAt } from './competence.ts';
export { CONTEXT_MARK, CONTEXT_PREFIX, isContext, type TallyEntry } from './context.ts';
export {
  areaFinder,
  type CountAnswer,
  type CountQuery,
  countingRuleNamed,
  countUnder,
  localOffset,
} from './counting.ts';
export {
  type CountingRule,
  EACH_EXPLOSION,
  EVERY_LINE,
  ONE_A_DAY,
  parseCountingRule,
  SHELLINGS,
  SHIPPED_RULES,
} from './counting-rule.ts';
export { type Counts, countRows, RowSums, type Sums } from './counts.ts';
export { type Coverage, type CoverageState, coverageOf, coverageShown, type Lost } from './coverage.ts';
export type { CoverageCell, Observed } from './coverage-cell.ts';
export { coveragePeriods, type DayClock, dayClock, dayStart } from './coverage-days.ts';
export type { AccessRow, Interruption } from './coverage-lists.ts';
export { type CoverageMap, coverageMap, type WatchSite } from './coverage-map.ts';
export {
  type AreaRow,
  areasShown,
  type CoverageQuery,
  type CoverageRow,
  type CoverageTable,
  coverageTable,
  type SourceRow,
} from './coverage-table.ts';
export { zonesOn } from './discharge-groups.ts';
export {
  ENTRY_KINDS,
  type EntryKind,
  type EntryKindName,
  entryKind,
  entrySchemas,
  isErasable,
} from './entry-kinds.ts';
export { reportFiledAt } from './filed-at.ts';
export { FOLD_VERSION, takeEntries, takeEntry } from './fold.ts';
export { FUSED, FUSION_ENTRY, fusedBy, fusionEntryOf, modelsNamed } from './fused-maker.ts';
export type {
  ClockOffset,
  GroupedIncident,
  GroupedReport,
  Grouping,
  GroupingMaker,
  Pair,
  Regrouped,
} from './grouping.ts';
export { type CountRange, type Incident, incidentOf, type Link, reportKey } from './incident.ts';
export { type Judge, judgeOf } from './judging.ts';
export { KINDS, MEANS, PHASES } from './kinds.ts';
export { reportsOn } from './late.ts';
export { lessonsOf, type MissionLessons, previewLessons, type Regroupings } from './learning.ts';
export { isMemberAt, type MemberEntry, parseMember } from './member-form.ts';
export { FIRST_WORD, keptUnder, type Milestone } from './milestones.ts';
export { ANSWER_WITHIN } from './noting.ts';
export { COUNTED, type Observation, OURS, observationsIn, type Stretch } from './observation.ts';
export { type AccessEntry, parseSource, type SourceEntry } from './observation-forms.ts';
export { ONE_BY_ONE } from './one-by-one.ts';
export { type OpenStep, openSteps } from './open-steps.ts';
export { forFusion, withOrigins } from './origins.ts';
export { authorsOf, reportsBehind } from './own-report.ts';
export { type EvidenceRow, type Parity, parityOf, type ShareRow, type TimeRow } from './parity.ts';
export type { ParityQuery, Standing } from './parity-cases.ts';
export type { Compared, OfParty, ShareFigure, TimeFigure } from './parity-rows.ts';
export { type BulletinEntry, bulletinForm, type ErratumEntry } from './publication-forms.ts';
export {
  digestState,
  formatRows,
  hashText,
  publishedRows,
  stateRoot,
} from './published.ts';
export { type Recomputation, type RecomputeOptions, recompute } from './recompute.ts';
export type {
  AttestationCheck,
  BulletinCheck,
  Recomputed,
  StatementCheck,
  Unfolded,
} from './recomputed.ts';
export { parseReport, type Report, reportShape } from './report.ts';
export type { ReportsOf } from './reports-of.ts';
export type { Revised, Said } from './revised.ts';
export { MEMBER_ROLES, type MemberRole, ROLES, type Role } from './roles.ts';
export { type PublishedRow, rowOf } from './row.ts';
export { followRows } from './row-ledger.ts';
export { checkRows, type RowsCheck, type StatedRows } from './rows-check.ts';
export {
  DEFAULT_RULES,
  type MissionRules,
  OFFICES,
  OFFICES_UNSTATED,
  type Office,
  officesIn,
  parseRules,
} from './rules.ts';
export type { Second } from './second.ts';
export { restoreState, type StateSnapshot, snapshotOf } from './snapshot.ts';
export {
  type Adopted,
  type Case,
  type Complaint,
  incidentWith,
  type KnownReport,
  type MissionState,
  type MissionView,
  type Noted,
  newMissionState,
  type Published,
  type StatedPosition,
} from './state.ts';
export {
  type Attestation,
  figuresOf,
  parseAttestation,
  parseStatement,
  type Statement,
  type SuppressedAnswer,
  stateBriefly,
  stateOf,
  withheldFrom,
} from './statement.ts';
export { TRANSITIONS, type Transition, transitionOf } from './transitions.ts';
export { audienceOfLinking, type Trial, type Tried, type TriedLinking, tryLinking } from './trial.ts';
export {
  lacksView,
  MISSION,
  parseReportView,
  REPORT_FIELDS,
  type ReportField,
  type ReportView,
  reportFields,
  type WrittenReport,
  wholeReport,
  writeReport,
} from './views.ts';
export { type Claim, claimOn, inquiryOn } from './work.ts';
export type { InquiryEntry } from './work-forms.ts';
