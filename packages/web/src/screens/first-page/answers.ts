import type { Problem } from '@armistice/core/record';
import type { Speech } from '../../i18n/context.tsx';
import type { Standing } from '../../ui/sign.tsx';
import type { Verification } from '../../verification/verify.ts';

/** One of the five answers of a verification, ready to be said in any language. */
export interface Answer {
  readonly name: 'integrity' | 'recomputed' | 'summed' | 'attested' | 'unrecomputable';
  readonly standing: Standing;
  /** The word beside the sign, where it is not the usual one for this standing. */
  word?(speech: Speech): string;
  says(speech: Speech): string;
  /** Figures with what they count. */
  numbers(speech: Speech): readonly (readonly [string, string])[];
  readonly problems: readonly Problem[];
}

/** A party of the agreement. */
export interface Party {
  readonly id: string;
  readonly name: string;
}

/** The five answers, each apart: none of them is covered by another. */
export function answersOf(verification: Verification, parties: readonly Party[]): readonly Answer[] {
  return [
    integrity(verification),
    recomputed(verification),
    summed(verification),
    attested(verification, parties),
    unrecomputable(verification),
  ];
}

function integrity({ audit }: Verification): Answer {
  const { intact, entries, witnesses, checkpoint, problems, problemCount } = audit;
  return {
    name: 'integrity',
    standing: intact ? 'yes' : 'no',
    says: ({ t }) => (intact ? t('integrity.yes') : t('integrity.no', { n: problemCount })),
    numbers: ({ t, number }) => [
      [number(checkpoint === undefined ? 0 : entries.open + entries.sealed), t('integrity.entries')],
      [number(entries.signed), t('integrity.signed')],
      [number(entries.batches), t('integrity.batches')],
      [number(entries.fields), t('integrity.fields')],
      [number(witnesses.filter((one) => one.state === 'current').length), t('integrity.witnesses')],
    ],
    problems: problems.slice(0, 5),
  };
}

function recomputed({ recomputed: { recomputed: counted, refused } }: Verification): Answer {
  const standing = compared(counted.same, counted.of);
  return {
    name: 'recomputed',
    standing,
    says: ({ t }) => t(`recomputed.${standing}`),
    numbers: ({ t }) => [
      [t('answer.of', { same: counted.same, all: counted.of }), t('recomputed.statements')],
    ],
    problems: refused.slice(0, 5).map(({ index, message }) => ({ code: 'mission/refused', index, message })),
  };
}

function summed({ recomputed: { summed: counted } }: Verification): Answer {
  const standing = compared(counted.same, counted.of);
  return {
    name: 'summed',
    standing,
    says: ({ t }) => t(`summed.${standing}`),
    numbers: ({ t }) => [[t('answer.of', { same: counted.same, all: counted.of }), t('summed.counts')]],
    problems: [],
  };
}

function attested({ recomputed: { attested: given } }: Verification, parties: readonly Party[]): Answer {
  const agreeing = given.filter(({ agrees }) => agrees);
  const signed = parties.filter(({ id }) => agreeing.some(({ party }) => party === id));
  const missing = parties.filter((party) => !signed.includes(party));
  const standing = missing.length > 0 && signed.length > 0 ? 'some' : compared(agreeing.length, given.length);
  const names = (those: readonly Party[]) => those.map(({ name }) => name);
  return {
    name: 'attested',
    standing: agreeing.length < given.length ? 'no' : standing,
    says: ({ t, list }) => {
      if (agreeing.length < given.length) return t('attested.no');
      if (standing === 'some')
        return t('attested.some', { who: list(names(signed)), missing: list(names(missing)) });
      return standing === 'yes' ? t('attested.yes', { who: list(names(signed)) }) : t('attested.none');
    },
    numbers: ({ t }) =>
      given.length === 0
        ? []
        : [[t('answer.of', { same: agreeing.length, all: given.length }), t('attested.count')]],
    problems: [],
  };
}

function unrecomputable({ audit, recomputed: { notRecomputable, statements } }: Verification): Answer {
  const { count, why } = notRecomputable;
  const unfolded = statements.filter(({ outcome }) => outcome === 'not-recomputable').length;
  const all = count + unfolded;
  return {
    name: 'unrecomputable',
    standing: all === 0 ? 'yes' : 'some',
    ...(all === 0 ? { word: ({ t }) => t('unrecomputable.nothing') } : {}),
    says: ({ t }) => (all === 0 ? t('unrecomputable.yes') : t('unrecomputable.some', { n: all })),
    numbers: ({ t, number }) =>
      (
        [
          [why.restricted, t('unrecomputable.restricted')],
          [why.withheld, t('unrecomputable.withheld')],
          [why.erased, t('unrecomputable.erased')],
          [unfolded, t('unrecomputable.statements')],
          [audit.entries.withheld, t('unrecomputable.fields')],
        ] as const
      )
        .filter(([figure]) => figure > 0)
        .map(([figure, what]) => [number(figure), what] as const),
    problems: [],
  };
}

/** All agree, some do not, or there is nothing to compare. */
function compared(same: number, all: number): 'yes' | 'no' | 'none' {
  if (all === 0) return 'none';
  return same === all ? 'yes' : 'no';
}
