import type { CoverageTable } from '@armistice/core/mission';
import { followed } from '../../address.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './coverage.module.css';
import { useSaid } from './use-said.ts';

/** The whole stretch in a few sentences: the count beside its denominator, what was lost, and access. */
export function Sum({ table }: { readonly table: CoverageTable }) {
  const { r, number, stretch, hours, cause } = useSaid();
  const { over } = table.all;
  const { hours: able = 0, of = 0, lost = {}, incidents, running } = over;
  const answers = { denied: 0, delayed: 0, conditional: 0, granted: 0 };
  for (const { answer } of table.access) answers[answer] += 1;
  const causes = Object.entries(lost)
    .sort(([, a], [, b]) => b - a)
    .map(([word, lostHours]) => r('sum.lostOne', { cause: cause(word), hours: hours(lostHours) }));
  return (
    <Panel title={r('sum.title')} lead={stretch(table.from, table.to, table.clock)}>
      <p className={styles.figure} data-sum={over.observed}>
        {incidents === undefined ? null : <strong>{r('sum.figure', { n: incidents })}</strong>}
        {over.observed === 'none' || over.hours === undefined ? null : (
          <span>{r('sum.hours', { hours: hours(able), of: hours(of) })}</span>
        )}
      </p>
      {table.counted === undefined ? <p>{r('sum.tooMany')}</p> : null}
      {over.observed === 'none' ? <p>{r('sum.notSeen')}</p> : null}
      {over.hours === undefined ? <p>{r('sum.unknown')}</p> : null}
      {causes.length === 0 ? null : <p>{r('sum.lost', { causes: causes.join(' · ') })}</p>}
      {table.access.length === 0 ? null : (
        <p>
          {r('sum.access', {
            denied: number(answers.denied),
            delayed: number(answers.delayed),
            conditional: number(answers.conditional),
            granted: number(answers.granted),
          })}
        </p>
      )}
      {running === true ? <p className={styles.quiet}>{r('sum.running')}</p> : null}
      {incidents === undefined || incidents === 0 ? null : (
        <p>
          <a href={onMap(table)} onClick={followed}>
            {r('table.situation')}
          </a>
        </p>
      )}
    </Panel>
  );
}

/** The view of the situation over a stretch. */
export function onMap({ from, to }: { readonly from: string; readonly to: string }): string {
  return `/situation?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
}
