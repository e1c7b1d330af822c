import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import type { PartyFigure } from '../../people/parity.ts';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { type Figure, type Group, mostOf, verdictOf } from './figures.ts';
import styles from './parity.module.css';
import { useMeasure } from './use-measure.ts';

interface ParityRowProps {
  readonly figure: Figure;
  readonly parties: readonly string[];
}

/** One figure: every party on the same scale, each with its interval in a drawing and in words. */
export function ParityRow({ figure, parties }: ParityRowProps) {
  const { p, term } = usePeopleSpeech();
  const measure = useMeasure(figure.group);
  const most = mostOf(figure);
  const verdict = verdictOf(figure);
  return (
    <div className={styles.figure} data-figure={figure.name.map(([, value]) => value).join(' ')}>
      <h3>{figure.name.map(([group, value]) => term(group, value)).join(' · ')}</h3>
      <ul>
        {figure.parties.map((one) => (
          <li key={one.party}>
            <p className={styles.party}>
              <PartySymbol party={one.party} parties={parties} />
              <bdi>{one.party}</bdi>
            </p>
            <Track one={one} most={most} />
            <p className={styles.says}>
              <Said one={one} group={figure.group} />
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.verdict} data-verdict={verdict}>
        <span>{p(`parity.${verdict}`)}</span> <span>{p('parity.scale', { most: measure(most) })}</span>
      </p>
    </div>
  );
}

/** The interval as a line and the median, or share, as a mark on it; the words beside it say the same. */
function Track({ one, most }: { readonly one: PartyFigure; readonly most: number }) {
  const { n = 0, low = 0, high, median, share } = one;
  const empty = one.suppressed === true || n === 0;
  const at = (value: number): string => `${(100 * Math.min(value, most)) / most}%`;
  const middle = median ?? share ?? undefined;
  return (
    <div className={styles.track} aria-hidden="true" data-empty={empty}>
      {empty ? null : (
        <span
          className={styles.line}
          data-open={high === null}
          style={{ insetInlineStart: at(low), inlineSize: at(Math.max((high ?? most) - low, most / 200)) }}
        />
      )}
      {empty || middle === undefined ? null : (
        <span className={styles.mark} style={{ insetInlineStart: at(middle) }} />
      )}
    </div>
  );
}

function Said({ one, group }: { readonly one: PartyFigure; readonly group: Group }) {
  const { p } = usePeopleSpeech();
  const measure = useMeasure(group);
  const { n = 0, open = 0, median, low = 0, high, count = 0, share } = one;
  if (one.suppressed === true) return p('parity.suppressed');
  if (n === 0) return p('parity.none');
  const ends = { low: measure(low), high: measure(high ?? 0) };
  if (group === 'shares') return p('parity.share', { share: measure(share ?? 0), count, n, ...ends });
  const middle =
    median === null || median === undefined
      ? p('parity.noMedian', { low: ends.low })
      : high === null
        ? p('parity.medianOpen', { median: measure(median), low: ends.low })
        : p('parity.median', { median: measure(median), ...ends });
  const cases = [p('parity.cases', { n }), ...(open > 0 ? [p('parity.waiting', { n: open })] : [])];
  return `${middle} · ${cases.join(', ')}`;
}
