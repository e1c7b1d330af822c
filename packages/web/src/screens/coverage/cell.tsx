import type { CoverageCell } from '@armistice/core/mission';
import { followed } from '../../address.ts';
import styles from './cell.module.css';
import { onMap } from './sum.tsx';
import { useSaid } from './use-said.ts';

interface CellProps {
  readonly cell: CoverageCell;
  readonly period: { readonly from: string; readonly to: string };
  /** What the column is, for a narrow screen where the head of the table is not beside it. */
  readonly name: string;
}

/** One cell: the figure with its hours, or in words why there is none. The pattern only repeats what the words say. */
export function Cell({ cell, period, name }: CellProps) {
  const { r, number, says, hours, state, causes } = useSaid();
  const { observed, hours: able = 0, of = 0, incidents, lost, spread } = cell;
  const share = of === 0 ? 0 : Math.round((100 * able) / of);
  const told = incidents !== undefined && incidents > 0;
  return (
    <td className={styles.cell} data-observed={observed} data-incidents={incidents}>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <span className={styles.heard}>{says(cell)}</span>
      {told ? (
        <a className={styles.count} href={onMap(period)} onClick={followed}>
          {number(incidents)}
          <span className={styles.heard}> {r('table.situation')}</span>
        </a>
      ) : null}
      {!told && incidents !== undefined ? (
        <span className={styles.count} aria-hidden="true">
          {number(incidents)}
        </span>
      ) : null}
      <span className={styles.small} aria-hidden="true">
        {able > 0 ? (
          <>
            {spread === true ? '≈ ' : ''}
            {r('cell.hours', { hours: hours(able), of: hours(of) })}
          </>
        ) : (
          <strong>{observed === 'to come' ? '…' : state(cell)}</strong>
        )}
      </span>
      {able > 0 ? (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ inlineSize: `${share}%` }} />
        </span>
      ) : null}
      {observed === 'none' ? (
        <span className={styles.small} aria-hidden="true">
          {lost === undefined ? r('cell.noCause') : causes(lost)}
        </span>
      ) : null}
    </td>
  );
}
