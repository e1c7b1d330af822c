import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api.ts';
import { isolated } from '../../i18n/isolated.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useMe } from '../../people/me.ts';
import { type Given, readDeeds, readVault } from '../../people/vault.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { AskForm } from './ask-form.tsx';
import { AskingRow } from './asking-row.tsx';
import { DeedList } from './deed-list.tsx';
import { GivenShown } from './given-shown.tsx';

/** Askings are in the server's memory alone, and no event tells of them. */
const LOOK_EVERY_MS = 5_000;

/** Where custodians of sources meet: one asks, another agrees, the first reads, once. */
export function VaultPage({ onLanguage }: ViewProps) {
  const { r, t, list, number } = useRoom('vault');
  const me = useMe();
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given & { readonly source: string }>();
  const vault = useQuery({
    ...{ queryKey: ['vault'], refetchInterval: LOOK_EVERY_MS },
    queryFn: ({ signal }) => readVault(signal),
  });
  const deeds = useQuery({ queryKey: ['vault', 'log'], queryFn: ({ signal }) => readDeeds(signal) });
  const settle = () => queries.invalidateQueries({ queryKey: ['vault'] });
  const none = vault.error instanceof ApiError && vault.error.status === 404;
  return (
    <PageFrame title={r('page.title')} lead={r('page.lead')} onLanguage={onLanguage}>
      {none ? <Empty title={r('none.title')} says={r('none.says')} /> : <Fault error={vault.error} />}
      {vault.isPending ? <p>{t('page.loading')}</p> : null}
      {given === undefined ? null : <GivenShown given={given} onAway={() => setGiven(undefined)} />}
      {vault.data === undefined ? null : (
        <>
          <Panel
            title={r('asked.title')}
            lead={r('held', {
              held: number(vault.data.held),
              custodians: list(vault.data.custodians.map(isolated)),
            })}
          >
            {vault.data.askings.length === 0 ? (
              <Empty title={r('asked.none')} says={r('asked.noneSays')} />
            ) : null}
            <ul className={form.rows}>
              {vault.data.askings.map((asking) => (
                <AskingRow
                  key={asking.id}
                  asking={asking}
                  own={asking.asked === me?.handle}
                  onSettled={settle}
                  onGiven={(what) => setGiven({ ...what, source: asking.source })}
                />
              ))}
            </ul>
          </Panel>
          <AskForm onAsked={settle} />
          <DeedList deeds={deeds.data} error={deeds.error} />
        </>
      )}
    </PageFrame>
  );
}
