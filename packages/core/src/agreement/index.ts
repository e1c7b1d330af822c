// The public surface of the agreement language.

export { COMMON_ACTIVITY_NAMES } from './activity.ts';
export { boundBy } from './actors.ts';
export type { Advice } from './advice.ts';
export { adviceOn } from './advising.ts';
export { type Agreement, COMPILER_VERSION } from './agreement.ts';
export { type AreaAnswer, type AreaQuestion, type Areas, NO_AREAS, questionsOf } from './area.ts';
export { type Binding, type Binds, bindings } from './bindings.ts';
export {
  type Body,
  type BodyTask,
  bodiesThat,
  bodyOf,
  type Constitution,
  type CountingRule,
  carried,
  constituted,
  countingRule,
  quorate,
} from './bodies.ts';
export { type Cases, casesSource, parseCases, type WorkedCase } from './case-form.ts';
export { caseGaps } from './case-gaps.ts';
export { judgeCase } from './cases.ts';
export { type Ceiling, ceilings } from './ceilings.ts';
export { factsOf } from './clause-facts.ts';
export type { Clause } from './clauses.ts';
export { type FactIndex, indexFacts } from './count-from.ts';
export type { Status } from './deadline.ts';
export { type Difference, differencesBetween } from './diff.ts';
export { type Confirmation, type EvaluationContext, evaluate } from './evaluate.ts';
export type { EvaluatedIncident, Indication, Outcome, UnderMap } from './event.ts';
export { eventForm } from './event-form.ts';
export { factFault, factRemarks } from './fact-faults.ts';
export { type Fact, factForm, factsForm, type Holding, holdingForm } from './facts.ts';
export {
  boundaryOf,
  type Geometries,
  geometryFiles,
  geometryHash,
  geometryProblems,
  type LineVersion,
  type LineVersions,
  type RecordedDrawing,
  recordedDrawings,
  recordedGeometries,
  withGeometry,
  type ZoneVersion,
  type ZoneVersions,
} from './geometry.ts';
export { geometryAreas } from './geometry-areas.ts';
export {
  type AgreementHistory,
  amend,
  type ChangedIndication,
  correct,
  inForceAt,
  isAmendment,
  isCorrection,
  lateFacts,
} from './history.ts';
export { indicationForm } from './indication-form.ts';
export { KINDS } from './kinds.ts';
export { type Moving, movingBy, withPosition } from './moving.ts';
export { type Examined, examineAgreement, parseAgreement } from './parse.ts';
export { type ClauseProse, proseOf, sentenceOf } from './prose.ts';
export { type Quantity, quantityOf } from './quantity.ts';
export { readAgreement } from './read-agreement.ts';
export { reportKinds, strangeKind } from './report-kinds.ts';
export { eventRemarks, readEvent } from './row-faults.ts';
export { type RuleScreen, ruleScreen } from './rule-screen.ts';
export { silentClauses } from './silent-clauses.ts';
export { agreementSource } from './source.ts';
export { type Obligation, obligations } from './standing.ts';
export { indicationsText, indicationText } from './trace.ts';
