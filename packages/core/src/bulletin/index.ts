// The daily, weekly, thematic or spot report: what it says, in five languages, from a fixed input.

export { clausesWithPlace } from './clauses-with-place.ts';
export { csvOf } from './csv.ts';
export type { Block, Document } from './document.ts';
export { documentOf } from './document-of.ts';
export { type ChangeSaid, erratumSaid, withdrawnSaid } from './erratum-said.ts';
export { type FileName, FORMATS, type Format, fileName, MEDIA_TYPES, readFileName, textOf } from './files.ts';
export { geojsonOf } from './geojson.ts';
export { htmlOf, STYLE as HTML_STYLE } from './html.ts';
export { keptInPlace } from './in-place.ts';
export { radiusOf as radiusAround } from './incidents-in.ts';
export { bulletinOf } from './make.ts';
export { type Bulletin, type Change, type Draft, EDITION, type OwnErratum, type Told } from './model.ts';
export { releasedFrom } from './released-from.ts';
export { ruleSaid } from './rule-said.ts';
export {
  capital,
  directionOf,
  type FindingSaid,
  formFor,
  type IndicationSaid,
  isLanguage,
  LANGUAGES,
  type Language,
  pluralOf,
  type StatusSaid,
  sayAttribution,
  sayDate,
  sayFinding,
  sayIndication,
  sayNumber,
  sayPositions,
  sayQuoted,
  sayStatus,
  sayTime,
  sayZone,
} from './sentences/index.ts';
export { nameIn, namesOf } from './standing.ts';
export { draftProblem, MOST_DAYS } from './stretch.ts';
export { type TypstSource, typstOf } from './typst.ts';
export {
  isWritten,
  namedWords,
  WRITTEN,
  type Written,
  wordsIn,
  wordsProblem,
  writtenIn,
} from './written.ts';
