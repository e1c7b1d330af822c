import type { AccessRow, CoverageTable } from '@armistice/core/mission';
import { followed } from '../../address.ts';
import { balanced } from '../../i18n/isolated.ts';
import { Empty, Panel } from '../../ui/panel.tsx';
import { PartySymbol } from '../../ui/party-symbol.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import styles from './coverage.module.css';
import { useSaid } from './use-said.ts';

/** Access granted, denied, delayed or given on terms: where, how long, whose answer, and the reason given. */
export function AccessList({ table }: { readonly table: CoverageTable }) {
  const { r } = useSaid();
  const { access, more } = table;
  return (
    <Panel title={r('access.title')} lead={r('access.lead')}>
      {access.length === 0 ? (
        <Empty title={r('access.empty')} says={r('access.emptyDo')} />
      ) : (
        <ul className={styles.list}>
          {access.map((row) => (
            <Answer key={row.entry} row={row} table={table} />
          ))}
        </ul>
      )}
      {more.access === 0 ? null : <p className={styles.quiet}>{r('access.more', { n: more.access })}</p>}
    </Panel>
  );
}

function Answer({
  row,
  table: { clock, parties },
}: {
  readonly row: AccessRow;
  readonly table: CoverageTable;
}) {
  const { r, stretch, number } = useSaid();
  const { entry, area, from, to, answer, party, role, reason, condition, minutes, source, name } = row;
  return (
    <li data-access={answer}>
      <p className={styles.rowTitle}>
        <strong className={styles.answer}>{r(`access.${answer}`)}</strong> <bdi>{area}</bdi>
      </p>
      <p className={styles.quiet}>
        {stretch(from, to, clock)}
        {minutes === undefined ? '' : ` · ${r('access.minutes', { n: minutes })}`}
      </p>
      <p>
        {party === undefined ? null : (
          <>
            <PartySymbol party={party} parties={parties} /> {r('access.party', { party })}
            {role === undefined ? '' : `, ${r('access.role', { role })}`}.{' '}
          </>
        )}
        {reason === undefined ? (
          r('access.noReason')
        ) : (
          <>
            {r('access.reason')} “<bdi>{balanced(reason)}</bdi>”
          </>
        )}
        {condition === undefined ? null : (
          <>
            {' '}
            {r('access.condition')} “<bdi>{balanced(condition)}</bdi>”
          </>
        )}
      </p>
      <p className={styles.quiet}>
        {source === undefined ? null : (
          <>
            {r('access.asked')} <SourceCalled source={source} name={name} />
            {' · '}
          </>
        )}
        <a href={`/entries/${entry}`} onClick={followed}>
          {r('access.entry', { entry: number(entry) })}
        </a>
      </p>
    </li>
  );
}
