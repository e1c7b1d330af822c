import { useRoom } from '../../i18n/rooms.ts';

/** Fields of bodies that have a name in words, in the order in which somebody reads them. */
const FIELD_NAMES = [
  'incident',
  'report',
  'reports',
  'reason',
  'status',
  'unable',
  'on',
  'stance',
  'text',
  'lang',
  'agreement',
  'clause',
  'version',
  'number',
  'complaint',
  'statement',
  'entry',
  'against',
  'occurred',
  'kind',
  'means',
  'source',
  'place',
  'count',
  'phase',
  'weapon',
  'derivedFrom',
  'area',
  'state',
  'hours',
  'of',
  'causes',
  'cause',
  'from',
  'to',
  'running',
  'answer',
  'minutes',
  'condition',
  'party',
  'finding',
  'class',
  'words',
  'vote',
  'dissent',
  'remedy',
  'due',
  'attribution',
  'basis',
  'confidence',
  'alternatives',
  'bulletin',
  'changes',
  'because',
  'type',
  'rule',
  'figures',
  'size',
  'grade',
  'role',
  'subject',
  'action',
  'key',
  'title',
] as const;
type FieldName = (typeof FIELD_NAMES)[number];

function isFieldName(name: string): name is FieldName {
  return (FIELD_NAMES as readonly string[]).includes(name);
}

/** Fields of a body: those with a name first, in the order of the list; what is not known follows under its own name. */
export function inReadingOrder(names: readonly string[]): readonly string[] {
  const known = FIELD_NAMES.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !isFieldName(name))];
}

/** What a field is called; one that has no word here keeps the name that the record gives it. */
export function useFieldName(): (name: string) => string {
  const { r } = useRoom('entries');
  return (name) => (isFieldName(name) ? r(`field.${name}`) : name);
}
