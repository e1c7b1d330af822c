import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRoom } from '../../i18n/rooms.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { Empty } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import type { Asked } from './asked.ts';
import { listQuestion } from './questions.ts';
import styles from './situation.module.css';
import { IncidentSymbol } from './symbols.tsx';

interface ListProps {
  readonly filter: Asked;
  readonly audience: string | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The incidents that the map shows, the latest first: for who reads, listens or has no map. */
export function IncidentList({ filter, audience, selected, onSelect }: ListProps) {
  const { r } = useRoom('situation');
  const list = useInfiniteQuery({
    ...listQuestion(filter, audience),
    enabled: audience !== undefined,
    placeholderData: sameAudience({ audience }),
  });
  const rows = list.data?.pages.flatMap(({ incidents }) => incidents) ?? [];
  return (
    <section className={styles.list} aria-labelledby="in-view" aria-busy={list.isFetching}>
      <h2 id="in-view" tabIndex={-1}>
        {r('list.title')}
      </h2>
      <Fault error={list.error} />
      {list.isSuccess && rows.length === 0 ? (
        <Empty title={r('list.empty')} says={r('list.emptyDo')} />
      ) : null}
      <ol>
        {rows.map(({ incident }) => (
          <li key={incident.id}>
            <Row
              {...incident}
              at={incident.occurred.from}
              selected={incident.id === selected}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button variant="outline" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {r('list.more')}
        </Button>
      ) : null}
    </section>
  );
}

interface RowProps {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly at: string;
  readonly count: { readonly min: number; readonly max: number };
  readonly selected: boolean;
  readonly onSelect: (id: string) => void;
}

function Row({ id, kind, status, at, count, selected, onSelect }: RowProps) {
  const { word, number } = useRoom('situation');
  const minute = useMinute();
  const many = `× ${number(count.min)}${count.max > count.min ? `–${number(count.max)}` : ''}`;
  return (
    <button
      type="button"
      className={styles.row}
      data-incident={id}
      aria-pressed={selected}
      onClick={() => onSelect(id)}
    >
      <IncidentSymbol kind={kind} status={status} />
      <span className={styles.what}>
        {word('kind', kind)} {count.max > 1 ? <span dir="ltr">{many}</span> : null}
      </span>
      <span className={styles.when}>{minute(at)}</span>
      <span className={styles.status}>{word('status', status)}</span>
    </button>
  );
}
