import { balanced } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import type { Deed } from '../../people/vault.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { Empty, Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';

interface DeedListProps {
  readonly deeds: readonly Deed[] | undefined;
  readonly error: unknown;
}

/** The custodians' own log: who did what with whom, when and why. Who anybody is stands nowhere in it. */
export function DeedList({ deeds, error }: DeedListProps) {
  const { r } = useRoom('vault');
  const minute = useMinute();
  return (
    <Panel title={r('log.title')} lead={r('log.lead')}>
      <Fault error={error} />
      {deeds?.length === 0 ? <Empty title={r('log.none')} /> : null}
      <ul className={form.rows}>
        {deeds?.map(({ act, source, reason, asked, agreed, at, entry }) => (
          <li key={entry} data-deed={act}>
            <div>
              <p className={form.rowTitle}>
                {r(`did.${act}`)}: <bdi>{source}</bdi>
              </p>
              <p className={form.quiet}>{r('log.by', { asked, agreed, when: minute(at) })}</p>
              <p>
                <bdi>{balanced(reason)}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
