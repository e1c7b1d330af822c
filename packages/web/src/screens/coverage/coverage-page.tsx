import { useQuery } from '@tanstack/react-query';
import { followed, useAddress } from '../../address.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useAnew } from '../../live.ts';
import { useMe } from '../../people/me.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { AccessList } from './access-list.tsx';
import { askedIn } from './asked.ts';
import { Asking } from './asking.tsx';
import styles from './coverage.module.css';
import { CoverageGrid } from './coverage-grid.tsx';
import { Filing } from './filing.tsx';
import { Interruptions } from './interruptions.tsx';
import { readCoverage } from './read-coverage.ts';
import { Sum } from './sum.tsx';
import { Withheld } from './withheld.tsx';

/** Who could see what and when, what stood in the way, and the incidents beside it. */
export function CoveragePage({ onLanguage }: ViewProps) {
  const { t, r } = useRoom('coverage');
  const { search } = useAddress();
  const audience = useAudience();
  const me = useMe();
  const asked = askedIn(search);
  const { by, from, to } = asked;
  const table = useQuery({
    queryKey: ['coverage', { audience }, by, from, to],
    queryFn: ({ signal }) => readCoverage(asked, audience, signal),
    enabled: me !== undefined,
    placeholderData: sameAudience({ audience }),
  });
  useAnew(['coverage']);
  const { data } = table;
  return (
    <PageFrame title={r('page.title')} lead={r('page.lead')} width="whole" onLanguage={onLanguage}>
      <p className={styles.beside}>
        <a href="/parity" onClick={followed}>
          {r('page.parity')}
        </a>
      </p>
      <Fault error={table.error} />
      {data === undefined ? (
        table.isError ? null : (
          <p>{t('page.loading')}</p>
        )
      ) : (
        <>
          <Asking table={data} asked={asked} />
          <Withheld table={data} signedIn={me?.signedIn === true} />
          <Sum table={data} />
          <CoverageGrid table={data} asked={asked} />
          <AccessList table={data} />
          <Interruptions table={data} />
          {me?.signedIn === true ? <Filing me={me} table={data} /> : null}
        </>
      )}
    </PageFrame>
  );
}
