import { capital } from '@armistice/core/bulletin';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { balanced } from '../../i18n/isolated.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { type Proposal, readDecided } from '../../people/proposals.ts';
import { Fault } from '../../ui/fault.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './proposals.module.css';

/** What was decided, the last first; earlier ones are read when they are asked for. */
export function DecidedList() {
  const { p } = usePeopleSpeech();
  const decided = useInfiniteQuery({
    queryKey: ['proposals', 'decided'],
    queryFn: ({ pageParam, signal }) => readDecided(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const all = decided.data?.pages.flatMap(({ proposals }) => proposals) ?? [];
  if (decided.error !== null) return <Fault error={decided.error} />;
  if (all.length === 0) return null;
  return (
    <Panel title={p('proposals.decided')}>
      <ul className={styles.decided}>
        {all.map((proposal) => (
          <Decided key={proposal.id} proposal={proposal} />
        ))}
      </ul>
      {decided.hasNextPage ? (
        <Actions>
          <Button
            variant="outline"
            loading={decided.isFetchingNextPage}
            onClick={() => void decided.fetchNextPage()}
          >
            {p('proposals.earlier')}
          </Button>
        </Actions>
      ) : null}
    </Panel>
  );
}

function Decided({ proposal }: { readonly proposal: Proposal }) {
  const { p, term } = usePeopleSpeech();
  const minute = useMinute();
  return (
    <li data-decided={proposal.state}>
      <p>
        <strong>{capital(term('act', proposal.act))}</strong> — {term('state', proposal.state)}
        {proposal.second === undefined ? null : (
          <>
            {' '}
            (<bdi>{proposal.second}</bdi>)
          </>
        )}
        {proposal.decided === undefined ? null : `, ${minute(proposal.decided)}`}
      </p>
      <p className={styles.quiet}>
        {p('proposals.by', { handle: proposal.asked, when: minute(proposal.at) })}
        {proposal.reason === undefined ? null : (
          <>
            {' '}
            {p('reason.title')}: <bdi>{balanced(proposal.reason)}</bdi>
          </>
        )}
      </p>
    </li>
  );
}
