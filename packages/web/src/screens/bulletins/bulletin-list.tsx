import { withdrawnSaid, writtenIn } from '@armistice/core/bulletin';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { followed } from '../../address.ts';
import { type BulletinRow, bulletinPath, readBulletins } from '../../bulletins.ts';
import { balanced } from '../../i18n/isolated.ts';
import type { Language } from '../../i18n/languages.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { useMe } from '../../people/me.ts';
import { holds, useRights } from '../../people/rights.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './bulletins.module.css';
import { isCutShort } from './proposed.ts';

const AT_ONCE = 30;

/** Whether who looks may prepare a bulletin. */
function useMayDraft(): boolean {
  const me = useMe();
  const { data } = useRights();
  return holds(data, me?.roles ?? [], 'draft-bulletin');
}

/** Every bulletin that was issued, the newest first. */
export function BulletinList({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, r } = useRoom('bulletins');
  const audience = useAudience();
  const mayDraft = useMayDraft();
  const [shown, setShown] = useState(AT_ONCE);
  const { data, error, isPending } = useQuery({
    queryKey: ['bulletins', audience],
    queryFn: ({ signal }) => readBulletins(audience, signal),
  });
  return (
    <PageFrame title={r('page.title')} lead={r('page.lead')} onLanguage={onLanguage}>
      {mayDraft ? (
        <div className={styles.head}>
          <Button component="a" href="/bulletins/draft" onClick={followed} data-prepare>
            {r('new.do')}
          </Button>
        </div>
      ) : null}
      <Fault error={error} />
      {isPending ? <p>{t('page.loading')}</p> : null}
      {data === undefined ? null : data.length === 0 ? (
        <Empty title={r('list.empty')} says={r('list.emptySays')} />
      ) : (
        <Table rows={data.slice(0, shown)} />
      )}
      {data === undefined || data.length <= shown ? null : (
        <Button variant="outline" onClick={() => setShown(shown + AT_ONCE)}>
          {r('list.more')}
        </Button>
      )}
    </PageFrame>
  );
}

function Table({ rows }: { readonly rows: readonly BulletinRow[] }) {
  const { r } = useRoom('bulletins');
  return (
    <table className={styles.list} aria-label={r('page.title')}>
      <thead>
        <tr>
          {(['number', 'type', 'stretch', 'issued', 'errata'] as const).map((column) => (
            <th key={column} scope="col">
              {r(`list.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.number} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** The title as it stands; what it was before an erratum is struck, not hidden. */
function Title({ row: { title, errata } }: { readonly row: BulletinRow }) {
  const { r, language } = useRoom('bulletins');
  const [stands] = title === undefined ? [] : writtenIn({ title }, errata);
  if (stands === undefined) return null;
  return (
    <p className={styles.quiet}>
      {stands.before.map(({ text, erratum }) =>
        text === null ? null : (
          <span key={erratum}>
            {r('one.was')}{' '}
            <del>
              <bdi>{balanced(text)}</bdi>
            </del>{' '}
          </span>
        ),
      )}
      {stands.before.length === 0 ? null : `${r('one.is')} `}
      {stands.text === null ? withdrawnSaid(language) : <bdi>{balanced(stands.text)}</bdi>}
    </p>
  );
}

function Row({ row }: { readonly row: BulletinRow }) {
  const { r, number } = useRoom('bulletins');
  const minute = useMinute();
  const { release } = row;
  return (
    <tr>
      <td className={styles.number}>
        <a href={bulletinPath(row.number)} onClick={followed}>
          <bdi>{row.number}</bdi>
        </a>
      </td>
      <td>
        {r(`type.${row.type}`)}
        <Title row={row} />
      </td>
      <td data-of={r('list.stretch')}>
        {minute(row.from)} – {minute(row.to)}
        {isCutShort(row) ? <p className={styles.quiet}>{r('list.cutShort')}</p> : null}
      </td>
      <td data-of={r('list.issued')}>
        {minute(row.at)}
        {row.released || release === undefined ? null : (
          <p className={styles.quiet}>{r('withheld.until', { when: minute(release.public) })}</p>
        )}
      </td>
      <td data-of={r('list.errata')}>{row.errata.length === 0 ? '–' : number(row.errata.length)}</td>
    </tr>
  );
}
