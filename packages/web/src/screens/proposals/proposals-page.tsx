import { nameIn } from '@armistice/core/bulletin';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { bulletinPath, readBulletin } from '../../bulletins.ts';
import { balanced } from '../../i18n/isolated.ts';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { type Me, useMe } from '../../people/me.ts';
import { agreeTo, type Proposal, readProposals, refuse } from '../../people/proposals.ts';
import { whatFollows } from '../../people/publication.ts';
import { holds, type RightsTable, useRights } from '../../people/rights.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Actions, Empty } from '../../ui/panel.tsx';
import { Settled } from '../../ui/settled.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { Mark } from '../../ui/sign.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import { InvitationShown } from '../members/invitation-shown.tsx';
import { DecidedList } from './decided-list.tsx';
import styles from './proposals.module.css';
import { whatWaits } from './what-waits.ts';

/** What waits for a second person, and what was decided. */
export function ProposalsPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, p } = usePeopleSpeech();
  const me = useMe();
  const rights = useRights();
  const proposals = useQuery({ queryKey: ['proposals'], queryFn: ({ signal }) => readProposals(signal) });
  const [settled, setSettled] = useState<readonly SettledOne[]>([]);
  const open = proposals.data ?? [];
  return (
    <PageFrame title={p('proposals.title')} lead={p('proposals.lead')} onLanguage={onLanguage}>
      <Fault error={proposals.error} />
      {proposals.isPending ? <p>{t('page.loading')}</p> : null}
      {settled.map(({ id, is, says, bulletin }) => (
        <Outcome key={id} is={is} says={says} bulletin={bulletin} />
      ))}
      {proposals.data !== undefined && open.length === 0 ? (
        <div className={styles.empty}>
          <Empty title={p('proposals.empty')} says={p('proposals.emptySays')} />
        </div>
      ) : null}
      {open.map((proposal) => (
        <Waiting
          key={proposal.id}
          proposal={proposal}
          me={me}
          table={rights.data}
          onSettled={(one) => setSettled((before) => [one, ...before])}
        />
      ))}
      <DecidedList />
    </PageFrame>
  );
}

interface WaitingProps {
  readonly proposal: Proposal;
  readonly me: Me | undefined;
  readonly table: RightsTable | undefined;
  readonly onSettled: (one: SettledOne) => void;
}

/** What was decided on this page, for as long as it is open. */
interface SettledOne {
  readonly id: string;
  readonly is: 'agreed' | 'refused' | 'takenBack';
  readonly says: string;
  /** The number of the bulletin or of the one that an erratum is to. */
  readonly bulletin: string | undefined;
}

function Outcome({ is, says, bulletin }: Omit<SettledOne, 'id'>) {
  const { p } = usePeopleSpeech();
  const { r } = useRoom('proposals');
  const title = is === 'takenBack' ? r('done.takenBack') : p(`proposals.${is}`);
  return (
    <Settled became={is} title={title} says={r(`done.${is}Next`)}>
      {says === '' ? undefined : says}
      {bulletin === undefined ? null : is === 'agreed' ? (
        <>
          {' '}
          <a href={bulletinPath(bulletin)} onClick={followed}>
            <bdi>{bulletin}</bdi>
          </a>
        </>
      ) : (
        <>
          {' '}
          <bdi>{bulletin}</bdi>
        </>
      )}
    </Settled>
  );
}

function Waiting({ proposal, me, table, onSettled }: WaitingProps) {
  const { p, term, number } = usePeopleSpeech();
  const { r, language } = useRoom('proposals');
  const minute = useMinute();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'agree' | 'refuse' | 'withdraw'>();
  const [came, setCame] = useState<{ readonly invitation?: string }>();
  const destroys = table?.rights.find(({ act }) => act === proposal.act)?.destroys === true;
  const may = !proposal.own && holds(table, me?.roles ?? [], proposal.act);
  const act = term('act', proposal.act);
  const nameOf = useNames(proposal.what);
  const said = whatWaits(proposal, { language, r, term, minute, number, nameOf });
  const follows = destroys
    ? p('proposals.destroys')
    : `${whatFollows(proposal.what, { p, term, minute })} ${p('proposals.agreeSays')}`.trim();
  const settle = (is: SettledOne['is']) => {
    onSettled({ id: proposal.id, is, says: r('done.act', { act }), bulletin: bulletinIn(proposal.what) });
    return queries.invalidateQueries({ queryKey: ['proposals'] });
  };
  return (
    <section className={styles.waiting} data-proposal={proposal.act}>
      <h2>
        {proposal.own ? r('waits.ownAct', { act }) : r('waits.act', { handle: proposal.asked, act })}{' '}
        {destroys ? <Mark>{p('rights.destroys')}</Mark> : null}
      </h2>
      <p className={`${styles.quiet} ${styles.when}`}>
        <span>{p('proposals.by', { handle: proposal.asked, when: minute(proposal.at) })}</span>
        <span>{p('proposals.until', { when: minute(proposal.expires) })}</span>
      </p>
      {said.length === 0 ? null : (
        <div className={styles.said} data-says>
          <p>{said[0]}</p>
          {said.length === 1 ? null : (
            <ul>
              {said.slice(1).map((one, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two changes may be called the same, and keep their order.
                <li key={`${one} ${at}`}>{one}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      {proposal.act === 'publish' && came === undefined ? (
        <p>
          <a href={`/bulletins/draft/${proposal.id}`} onClick={followed}>
            {p('proposals.read')}
          </a>
        </p>
      ) : null}
      {proposal.what === undefined ? null : (
        <details className={styles.what} open={said.length === 0}>
          <summary>{r('waits.asData')}</summary>
          <Written body={proposal.what} />
        </details>
      )}
      {came === undefined ? null : came.invitation === undefined ? (
        <Done>{p('proposals.agreed')}</Done>
      ) : (
        <InvitationShown given={{ ...came, handle: handleIn(proposal.what) }} />
      )}
      {came !== undefined ? null : may ? (
        <Actions>
          <Button onClick={() => setAsking('agree')}>{p('proposals.agree')}</Button>
          <Button variant="outline" onClick={() => setAsking('refuse')}>
            {p('proposals.refuse')}
          </Button>
        </Actions>
      ) : (
        <p className={styles.quiet}>{p(proposal.own ? 'proposals.own' : 'proposals.notYours')}</p>
      )}
      {proposal.own && came === undefined ? (
        <Actions>
          <Button variant="outline" onClick={() => setAsking('withdraw')}>
            {p('proposals.withdraw')}
          </Button>
        </Actions>
      ) : null}
      {asking === undefined ? null : (
        <Confirm
          key={asking}
          title={p(`proposals.${asking}Ask`)}
          says={asking === 'agree' ? follows : p(`proposals.${asking}Says`)}
          doIt={p(`proposals.${asking}`)}
          reason={asking !== 'agree'}
          onDo={async (reason) => {
            if (asking !== 'agree') {
              await refuse(proposal.id, reason);
              await settle(asking === 'withdraw' ? 'takenBack' : 'refused');
            } else {
              const answer = await agreeTo(proposal.id);
              setCame(answer);
              // A code that is shown once must not vanish with the row: the list is read anew on the next visit.
              if (answer.invitation === undefined) await settle('agreed');
            }
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

/** Names as the bulletin has them that an erratum is to; ids where nothing else is known. */
function useNames(what: unknown): (id: string) => string {
  const { language } = useRoom('proposals');
  const audience = useAudience();
  const { kind } = (what ?? {}) as { readonly kind?: unknown };
  const number = kind === 'erratum' ? bulletinIn(what) : undefined;
  const { data } = useQuery({
    queryKey: ['bulletin', number, audience],
    queryFn: ({ signal }) => readBulletin(number ?? '', audience, signal),
    enabled: number !== undefined,
    retry: false,
  });
  return (id) => nameIn(data?.model.names ?? {}, language, id);
}

/** The entry that waits, name by name, as it would be written. */
function Written({ body }: { readonly body: unknown }) {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [['', body]];
  return (
    <Facts>
      {fields.map(([name, value]) => (
        <Fact key={String(name)} name={String(name)}>
          <bdi className={styles.value}>
            {balanced(typeof value === 'string' ? value : JSON.stringify(value, null, 1))}
          </bdi>
        </Fact>
      ))}
    </Facts>
  );
}

/** The number of the bulletin that waits, or of the one that an erratum is to. */
function bulletinIn(what: unknown): string | undefined {
  const { kind, body } = (what ?? {}) as {
    readonly kind?: unknown;
    readonly body?: { readonly [name: string]: unknown };
  };
  const number = kind === 'bulletin' ? body?.number : kind === 'erratum' ? body?.bulletin : undefined;
  return typeof number === 'string' ? number : undefined;
}

/** Whom an invitation is for, as it waits: somebody new, or somebody whose code is renewed. */
function handleIn(what: unknown): string {
  const { invited, renew, handle } = (what ?? {}) as {
    readonly invited?: { readonly handle?: string };
    readonly renew?: string;
    readonly handle?: string;
  };
  return invited?.handle ?? renew ?? handle ?? '';
}
