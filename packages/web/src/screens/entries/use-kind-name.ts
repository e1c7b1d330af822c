import { useRoom } from '../../i18n/rooms.ts';

/** Kinds of entries by which one may look, in the order of the alphabet. */
export const ENTRY_KIND_NAMES = [
  ...(['access', 'agreement', 'answer', 'assessment', 'attestation', 'attribution'] as const),
  ...(['bulletin', 'claim', 'complaint', 'confirmation', 'correction', 'counting-rule'] as const),
  ...(['coverage', 'engine', 'erasure', 'erratum', 'fact', 'finding'] as const),
  ...(['fusion-parameters', 'grade', 'inquiry', 'join', 'key', 'line'] as const),
  ...(['member', 'mission', 'number', 'position', 'post', 'report'] as const),
  ...(['resolution', 'second', 'source', 'source-clock', 'split', 'statement'] as const),
  ...(['tally', 'undo', 'zone'] as const),
];
type KindName = (typeof ENTRY_KIND_NAMES)[number];

/** Says a kind of entry; one that has no word of its own is shown as the record has it. */
export function useKindName(): (kind: string) => string {
  const { r } = useRoom('entries');
  return (kind) =>
    (ENTRY_KIND_NAMES as readonly string[]).includes(kind) ? r(`kind.${kind as KindName}`) : kind;
}
