import type { AreaRow, CoverageRow, CoverageTable } from '@armistice/core/mission';
import { Fragment, type ReactNode } from 'react';
import { goTo } from '../../address.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import { type AskedTable, addressOf } from './asked.ts';
import { Cell } from './cell.tsx';
import styles from './grid.module.css';
import { Legend } from './legend.tsx';
import { type Column, useColumns } from './use-columns.ts';
import { useSaid } from './use-said.ts';

interface GridProps {
  readonly table: CoverageTable;
  readonly asked: AskedTable;
}

/** Areas by time. The sources of an area, which the mission alone is told, unfold below it. */
export function CoverageGrid({ table, asked }: GridProps) {
  const { r } = useSaid();
  const columns = useColumns(table);
  const whole = { from: table.from, to: table.to };
  const all = [...columns, { ...whole, name: r('table.over') }];
  const unrecorded = unrecordedAtFirst(table);
  const head = columns.some(({ day }) => day !== undefined);
  if (table.areas.length === 0)
    return (
      <Panel title={r('table.title')}>
        <Empty title={r('table.empty')} says={r('table.emptyDo')} />
      </Panel>
    );
  return (
    <Panel title={r('table.title')}>
      <Legend />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className={styles.scroll} aria-label={r('table.scroll')} tabIndex={0}>
        <table className={styles.table} data-by={table.by}>
          <caption>{r('table.caption')}</caption>
          <thead>
            {head ? (
              <tr className={styles.days}>
                <td />
                {daysOf(columns).map(([day, n]) => (
                  <th key={day} scope="colgroup" colSpan={n}>
                    {day}
                  </th>
                ))}
                <td />
              </tr>
            ) : null}
            <tr>
              <th scope="col">{r('table.area')}</th>
              {all.map(({ name, from, to }) => (
                <th key={`${from}${to}`} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.areas.map((row) => (
              <Area key={row.area} row={row} columns={all} unrecorded={unrecorded} asked={asked} />
            ))}
            <Row name={r('table.all')} row={table.all} columns={all} unrecorded={unrecorded} kind="all" />
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

/** How many periods there are before anything is on record in any row. A single one is a cell like others. */
function unrecordedAtFirst({ all, areas, periods }: CoverageTable): number {
  const rows = [all, ...areas, ...areas.flatMap(({ sources }) => sources)];
  const first = periods.findIndex((_, at) =>
    rows.some(({ cells }) => {
      const cell = cells[at];
      return cell?.observed !== 'not recorded' || cell.incidents !== undefined;
    }),
  );
  const count = first < 0 ? periods.length : first;
  return count < 2 ? 0 : count;
}

/** The days over the hours of a head, each with how many columns it spans. */
function daysOf(columns: readonly Column[]): readonly (readonly [string, number])[] {
  const days = Map.groupBy(columns, ({ day = '' }) => day);
  return [...days].map(([day, hours]) => [day, hours.length]);
}

interface AreaProps extends Pick<GridProps, 'asked'> {
  readonly row: AreaRow;
  readonly columns: readonly Column[];
  readonly unrecorded: number;
}

function Area({ row, columns, unrecorded, asked }: AreaProps) {
  const { r } = useSaid();
  const { area, sources } = row;
  const open = asked.open === area;
  const name = area === '' ? r('table.noArea') : area;
  return (
    <Fragment>
      <Row name={name} row={row} columns={columns} unrecorded={unrecorded} kind="area">
        {sources.length === 0 ? null : (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            aria-label={r(open ? 'table.hide' : 'table.show', { area: name })}
            onClick={() => goTo(addressOf({ ...asked, open: open ? undefined : area }), 'replace')}
          >
            {r('table.sources', { n: sources.length })}
          </button>
        )}
      </Row>
      {open
        ? sources.map((source) => (
            <Row
              key={source.source}
              name={source.source}
              head={<SourceCalled source={source.source} name={source.name} />}
              row={source}
              columns={columns}
              unrecorded={unrecorded}
              kind="source"
            />
          ))
        : null}
    </Fragment>
  );
}

interface RowProps {
  readonly name: string;
  /** What stands for the row; its name unless stated. */
  readonly head?: ReactNode;
  readonly row: CoverageRow;
  readonly columns: readonly Column[];
  /** Periods at the beginning that stand as one. */
  readonly unrecorded: number;
  readonly kind: 'area' | 'source' | 'all';
  readonly children?: ReactNode;
}

function Row({ name, head = <bdi>{name}</bdi>, row, columns, unrecorded, kind, children }: RowProps) {
  const { r } = useSaid();
  const cells = [...row.cells, row.over];
  const [first, last] = [columns[0], columns[unrecorded - 1]];
  return (
    <tr data-row={kind} data-name={name}>
      <th scope="row">
        {head} {children}
      </th>
      {first === undefined || last === undefined ? null : (
        <td className={styles.before} colSpan={unrecorded} data-observed="not recorded">
          {r('table.before', { from: nameOf(first), to: nameOf(last) })}
        </td>
      )}
      {columns.slice(unrecorded).map((column, at) => {
        const cell = cells[unrecorded + at];
        return cell === undefined ? null : (
          <Cell key={`${column.from}${column.to}`} cell={cell} period={column} name={nameOf(column)} />
        );
      })}
    </tr>
  );
}

function nameOf({ day, name }: Column): string {
  return day === undefined ? name : `${day} ${name}`;
}
