import type { CoverageTable } from '@armistice/core/mission';
import { followed } from '../../address.ts';
import { Panel } from '../../ui/panel.tsx';
import { SourceCalled } from '../../ui/source-called.tsx';
import styles from './coverage.module.css';
import { useSaid } from './use-said.ts';

/** What kept single sources from observing: jamming, power, refused access, the night. Nobody but the mission is told. */
export function Interruptions({ table }: { readonly table: CoverageTable }) {
  const { r, stretch, cause, number } = useSaid();
  const { interruptions, more, clock } = table;
  if (interruptions.length === 0) return null;
  return (
    <Panel title={r('lost.title')} lead={r('lost.lead')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className={styles.scroll} aria-label={`${r('lost.title')}: ${r('table.scroll')}`} tabIndex={0}>
        <table className={styles.lost}>
          <thead>
            <tr>
              <th scope="col">{r('lost.cause')}</th>
              <th scope="col">{r('table.source')}</th>
              <th scope="col">{r('table.area')}</th>
              <th scope="col">{r('lost.when')}</th>
              <th scope="col">{r('lost.entry')}</th>
            </tr>
          </thead>
          <tbody>
            {interruptions.map(({ entry, source, name, area, from, to, cause: why }) => (
              <tr key={entry} data-cause={why}>
                <th scope="row">{cause(why)}</th>
                <td>
                  <SourceCalled source={source} name={name} />
                </td>
                <td>
                  <bdi>{area}</bdi>
                </td>
                <td>{stretch(from, to, clock)}</td>
                <td>
                  <a href={`/entries/${entry}`} onClick={followed}>
                    {number(entry)}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more.interruptions === 0 ? null : (
        <p className={styles.quiet}>{r('access.more', { n: more.interruptions })}</p>
      )}
    </Panel>
  );
}
