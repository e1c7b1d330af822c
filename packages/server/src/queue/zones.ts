import type { Indication } from '@armistice/core/agreement';

/** Indicated with at least this probability, in thousandths of the fold: more likely than not. */
const LIKELY = 0.5;

/** The first clause with a place by which a breach is indicated; whoever it would fall on is not asked. */
export function zoneIndicated(
  indications: readonly Indication[],
  withPlace: ReadonlySet<string>,
): string | undefined {
  const found = indications.find(
    ({ agreement, clause, outcome, probability }) =>
      outcome === 'breach' && (probability ?? 0) >= LIKELY && withPlace.has(`${agreement}:${clause}`),
  );
  return found === undefined ? undefined : `${found.agreement}:${found.clause}`;
}
