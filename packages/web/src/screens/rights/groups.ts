// Acts in the order and groups of the table, so that a reader finds them; what the page does not know comes last.

export const GROUPS = [
  'read',
  'intake',
  'casework',
  'axes',
  'publication',
  'ground',
  'people',
  'final',
] as const;
export type Group = (typeof GROUPS)[number];

const ACTS_OF: { readonly [group in Exclude<Group, 'axes' | 'people'>]: readonly string[] } = {
  read: ['read', 'read-detail', 'read-positions', 'read-members', 'read-reads', 'read-parity'],
  intake: [
    'file-report',
    'grade-report',
    'file-coverage',
    'file-access',
    'complain',
    'answer',
    'state-position',
    'state-fact',
  ],
  casework: ['claim', 'ask-inquiry', 'join', 'split', 'undo', 'number', 'vote'],
  publication: ['draft-bulletin', 'publish', 'publish-erratum', 'correct', 'attest'],
  ground: [
    'adopt-text',
    'confirm-clause',
    'draw-line',
    'draw-zone',
    'state-counting-rule',
    'set-clock',
    'set-fusion',
    'register-source',
    'register-post',
    'enter-tally',
  ],
  final: ['erase', 'open-vault', 'drop-source'],
};

/** The group under which an act is shown. A step on an axis is named by axis and state. */
export function groupOf(act: string): Group {
  if (act.includes(': ')) return 'axes';
  const known = Object.entries(ACTS_OF).find(([, acts]) => acts.includes(act));
  return known === undefined ? 'people' : (known[0] as Group);
}
