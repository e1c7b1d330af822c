import type { CoverageMap } from '@armistice/core/mission';
import { followed } from '../../../address.ts';
import { useClock } from '../../../clock.ts';
import { useRoom } from '../../../i18n/rooms.ts';
import { offsetOf } from '../../../i18n/zones.ts';
import { SourceCalled } from '../../../ui/source-called.tsx';
import { useSaid } from '../../coverage/use-said.ts';
import { Flag } from './flag.tsx';
import styles from './watch.module.css';
import { type Drawn, drawnAs } from './watch-features.ts';
import { DRAWN_AS } from './watch-layers.ts';

const FLAGS = {
  whole: 'watch.whole',
  part: 'watch.part',
  none: 'watch.none',
  unknown: 'watch.unknown',
} as const satisfies { readonly [drawn in Drawn]: string };

interface ListProps {
  readonly map: CoverageMap;
  /** A source whose flag was chosen on the map. */
  readonly picked: string | undefined;
}

/** What the map shows of who could see what, in words: for who listens, and for who has no map. */
export function WatchList({ map, picked }: ListProps) {
  const { r } = useRoom('situation');
  const { zone } = useClock();
  const { says, state, stretch } = useSaid();
  const { sites, areas, unplaced, audience } = map;
  const chosen = sites.find(({ source }) => source === picked);
  return (
    <section className={styles.watch} aria-labelledby="watch">
      <h2 id="watch">{r('watch.title')}</h2>
      <p>
        {stretch(map.from, map.to, zone)} {offsetOf(map.from, zone)}.{' '}
        <a href="/coverage" onClick={followed}>
          {r('statement.why')}
        </a>
      </p>
      <p role="status">{chosen === undefined ? null : <Watching site={chosen} />}</p>
      <ul className={styles.flags}>
        {DRAWN_AS.map((drawn) => (
          <li key={drawn}>
            <Flag drawn={drawn} /> {r(FLAGS[drawn])}
          </li>
        ))}
      </ul>
      <details>
        <summary>{r('watch.areas', { n: areas.length })}</summary>
        <p>{r('watch.noGround')}</p>
        <ul className={styles.watched}>
          {areas.map(({ area, over }) => (
            <li key={area} data-area={area}>
              <span>
                <bdi>{area}</bdi>: {over.hours === undefined ? state(over) : says(over)}
              </span>
            </li>
          ))}
        </ul>
      </details>
      {sites.length > 0 ? (
        <details>
          <summary>{r('watch.sources', { n: sites.length })}</summary>
          <ul className={styles.watched}>
            {sites.map((site) => (
              <li key={site.source} data-source={site.source}>
                <Flag drawn={drawnAs(site.over)} />
                <span>
                  <Watching site={site} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <p>{r(audience === 'mission' ? 'watch.notShown' : 'watch.missionOnly')}</p>
      )}
      {unplaced > 0 ? <p>{r('watch.unplaced', { n: unplaced })}</p> : null}
    </section>
  );
}

/** Which source it is, by what it watches, and how much of the time it saw. */
export function Watching({ site }: { readonly site: CoverageMap['sites'][number] }) {
  const { word, list } = useRoom('situation');
  const { says } = useSaid();
  const means = list(site.means.map((one) => word('means', one)));
  return (
    <>
      <SourceCalled source={site.source} name={site.name} />, {means}: {says(site.over)}
    </>
  );
}
