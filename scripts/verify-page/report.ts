import {
  type Audit,
  type Policy,
  type SignedCheckpoint,
  toBase64,
  type WitnessStanding,
} from '../../packages/core/src/record/index.ts';

/** What the page says, as text: a verdict, facts by name, problems in order, and what the check cannot show. */
export interface Report {
  readonly verdict: string;
  readonly holds: boolean;
  readonly facts: readonly Fact[];
  readonly problems: readonly {
    readonly says: string;
    readonly expected?: string;
    readonly found?: string;
  }[];
  /** Said where more problems were found than are listed; empty otherwise. */
  readonly more: string;
  readonly limits: readonly string[];
}

/** `exact` values are to be compared character by character, and are set so. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly exact?: true;
}

/** Puts an audit under `policy` into plain words. `nowSeconds` is Unix time, for the age of co-signatures. */
export function reportOf(audit: Audit, policy: Policy, nowSeconds: number): Report {
  const { checkpoint, entries, problems, problemCount } = audit;
  return {
    verdict: verdictOf(audit, policy),
    holds: audit.intact,
    facts: [
      ...(checkpoint === undefined ? [] : factsOf(audit, checkpoint)),
      ...audit.witnesses.map((one) => ({ name: one.name, value: standingSays(one, nowSeconds) })),
      ...(policy.quorum === 'none' || checkpoint === undefined
        ? []
        : [{ name: 'Quorum', value: quorumSays(audit.quorumSize, checkpoint.size) }]),
    ],
    problems: problems.map(({ message, expected, found }) => ({
      says: sentence(message),
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    })),
    more:
      problemCount > problems.length
        ? `Listed are the first ${problems.length} of ${number(problemCount)}.`
        : '',
    limits: limitsOf(entries.sealed - entries.opened, entries.withheld, entries.erased),
  };
}

function verdictOf(audit: Audit, policy: Policy): string {
  if (audit.checkpoint === undefined) return 'This copy was not accepted.';
  const { size } = audit.checkpoint;
  if (!audit.intact) {
    const count = audit.problemCount === 1 ? 'One thing does' : `${number(audit.problemCount)} things do`;
    return `${count} not hold. Keep this copy: it is evidence.`;
  }
  const holds = `All ${number(size)} entries are as the log signed them`;
  const named = audit.witnesses.length;
  if (named === 0) return `${holds}. You named no witness, so nobody else vouches for it here.`;
  if (policy.quorum !== 'none' && audit.quorumSize >= size) return `${holds}, and your quorum co-signed it.`;
  const current = audit.witnesses.filter((one) => one.state === 'current').length;
  if (current === named) return `${holds}, and every witness you named co-signed it.`;
  return `${holds}. Of ${counted(named, 'witness', 'witnesses')} you named, ${current} co-signed all of it.`;
}

function factsOf({ entries, since }: Audit, { origin, size, root }: SignedCheckpoint): readonly Fact[] {
  const counts = [
    `${number(size)} in all`,
    `${number(entries.open)} readable`,
    `${number(entries.sealed)} restricted`,
    `${number(entries.signed)} signed by their authors`,
  ];
  return [
    { name: 'Record', value: origin, exact: true },
    { name: 'Entries', value: counts.join(', ') },
    { name: 'Root that the log signed', value: toBase64(root), exact: true },
    { name: 'Since your last check', value: sinceSays[since] },
  ];
}

const sinceSays: Readonly<Record<Audit['since'], string>> = {
  'first-look': 'You gave no earlier checkpoint, so this is a first look.',
  unchanged: 'Unchanged.',
  grown: 'Grown; everything from before is still in it.',
  'rolled-back': 'Shorter than it was: entries were taken away.',
  forked: 'Not the same record: something from before was rewritten.',
};

function standingSays(standing: WitnessStanding, nowSeconds: number): string {
  const when = standing.unixSeconds === undefined ? '' : `, ${ageOf(nowSeconds - standing.unixSeconds)}`;
  const size = number(standing.size ?? 0);
  switch (standing.state) {
    case 'current':
      return `Co-signed this checkpoint${when}.`;
    case 'behind':
      return `Co-signed the first ${size} entries${when}.`;
    case 'ahead':
      return `Co-signed ${size} entries${when}: more than this copy has.`;
    case 'forked':
      return `Co-signed another history of ${size} entries${when}.`;
    case 'never':
      return 'No co-signature found.';
    default:
      return never(standing.state);
  }
}

function quorumSays(quorumSize: number, size: number): string {
  if (quorumSize >= size) return 'Met for the whole record.';
  return quorumSize === 0 ? 'Not met.' : `Met for the first ${number(quorumSize)} entries only.`;
}

function limitsOf(unopened: number, withheld: number, erased: number): readonly string[] {
  return [
    ...(unopened > 0
      ? [
          `${counted(unopened, 'restricted entry', 'restricted entries')}: only that nothing was altered was checked.`,
        ]
      : []),
    ...(withheld > 0
      ? [`${counted(withheld, 'field', 'fields')} not in this copy, only what was committed to.`]
      : []),
    ...(erased > 0 ? [`${counted(erased, 'field', 'fields')} erased; the record says by whom and why.`] : []),
    'Whether what people reported is true: a record shows that it was said, when, and under which key.',
    'Whether somebody else was shown another record of the same name: compare the root with theirs.',
  ];
}

/** `3 minutes ago`; a time ahead of this machine's clock is said to be so. */
function ageOf(seconds: number): string {
  if (seconds < -60) return 'dated in the future by your clock';
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [name, length] of units) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'less than a minute ago';
}

function counted(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

function never(value: never): never {
  throw new Error(`not a state of a witness: ${String(value)}`);
}
