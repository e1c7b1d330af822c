import type { Parity, PartyFigure } from '../../people/parity.ts';

export type Group = 'times' | 'evidence' | 'shares';

/** One figure with every party in it, as it is shown. */
export interface Figure {
  readonly group: Group;
  /** What it is of, as terms of the page: `figure: decided`, or `of: decided` and `is: verified`. */
  readonly name: readonly (readonly [group: 'figure' | 'decision' | 'counts' | 'of' | 'is', value: string])[];
  readonly parties: readonly PartyFigure[];
}

/** The ways in which cases concern a party, in which anything is to be shown. */
export function standingsOf({ times, evidence, shares }: Parity): readonly string[] {
  const rows = [...times, ...evidence, ...shares];
  return [...new Set(rows.filter(({ parties }) => isShown(parties)).map(({ standing }) => standing))];
}

/** The figures of one group in one standing; what nobody has a case of is left out. */
export function figuresOf(parity: Parity, group: Group, standing: string): readonly Figure[] {
  return allOf(parity, group)
    .filter((row) => row.standing === standing && isShown(row.parties))
    .map(({ name, parties }) => ({ group, name, parties }));
}

function allOf(parity: Parity, group: Group): readonly (Omit<Figure, 'group'> & { standing: string })[] {
  switch (group) {
    case 'times':
      return parity.times.map((row) => ({ ...row, name: [['figure', row.step]] }));
    case 'evidence':
      return parity.evidence.map((row) => ({
        ...row,
        name: [
          ['decision', row.decision],
          ['counts', row.counts],
        ],
      }));
    case 'shares':
      return parity.shares.map((row) => ({
        ...row,
        name: [
          ['of', row.of],
          ['is', row.is],
        ],
      }));
  }
}

function isShown(parties: readonly PartyFigure[]): boolean {
  return parties.some(({ suppressed, n = 0 }) => suppressed === true || n > 0);
}

/** Whether anything of a figure can be drawn: a party with cases, and not withheld. */
export function isDrawn({ parties }: Figure): boolean {
  return parties.some(({ suppressed, n = 0 }) => suppressed !== true && n > 0);
}

/** What a figure says of the parties beside each other. */
export function verdictOf({ parties }: Figure): 'apart' | 'alike' | 'few' {
  if (parties.some(({ others }) => others?.differs === true)) return 'apart';
  return parties.some(({ others }) => others !== undefined) ? 'alike' : 'few';
}

/** Up to where the scale of a figure goes, so that every end that there is fits; shares go to 1. */
export function mostOf({ group, parties }: Figure): number {
  if (group === 'shares') return 1;
  const ends = parties.flatMap(({ median, low, high, n = 0 }) =>
    n === 0 ? [] : [median ?? 0, low ?? 0, high ?? 0],
  );
  const most = Math.max(0, ...ends);
  return most === 0 ? 1 : most * 1.05;
}
