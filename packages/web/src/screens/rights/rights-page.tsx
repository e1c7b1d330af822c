import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useMe } from '../../people/me.ts';
import { type RightRow, type RightsTable, useRights } from '../../people/rights.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/panel.tsx';
import { GROUPS, groupOf } from './groups.ts';
import styles from './rights.module.css';

/** The table of rights as a page: by act, or the acts of one role; to filter and to print. */
export function RightsPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, p } = usePeopleSpeech();
  const rights = useRights();
  return (
    <PageFrame title={p('rights.title')} lead={p('rights.lead')} onLanguage={onLanguage}>
      <Fault error={rights.error} />
      {rights.isPending ? <p>{t('page.loading')}</p> : null}
      {rights.data === undefined ? null : <Table table={rights.data} />}
    </PageFrame>
  );
}

function Table({ table }: { readonly table: RightsTable }) {
  const { p, term, language } = usePeopleSpeech();
  const [role, setRole] = useState('');
  const [sought, setSought] = useState('');
  const words = sought.trim().toLocaleLowerCase(language);
  const rows = table.rights.filter(
    (row) =>
      (role === '' || row.by[role] !== undefined) &&
      (term('act', row.act).toLocaleLowerCase(language).includes(words) || row.act.includes(words)),
  );
  return (
    <>
      <div className={styles.filters}>
        <NativeSelect
          label={p('rights.role')}
          name="role"
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        >
          <option value="">{p('rights.everyRole')}</option>
          {table.roles.map((one) => (
            <option key={one} value={one}>
              {term('person', one)}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          label={p('rights.find')}
          name="find"
          type="search"
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <Button variant="outline" onClick={() => window.print()}>
          {p('do.print')}
        </Button>
      </div>
      <p className={styles.count} role="status">
        {p('rights.count', { n: rows.length })}
        {role === '' ? '' : ` · ${term('person', role)}`}
      </p>
      {rows.length === 0 ? <Empty title={p('rights.none')} /> : null}
      {GROUPS.map((group) => {
        const own = rows.filter(({ act }) => groupOf(act) === group);
        if (own.length === 0) return null;
        return (
          <section key={group} className={styles.group}>
            <h2 id={`group-${group}`}>{p(`group.${group}`)}</h2>
            <table aria-labelledby={`group-${group}`} data-of={role === '' ? 'all' : 'one'}>
              <thead>
                <tr>
                  <th scope="col">{p('rights.act')}</th>
                  <th scope="col">{p('rights.who')}</th>
                  <th scope="col">{p('rights.besides')}</th>
                </tr>
              </thead>
              <tbody>
                {own.map((row) => (
                  <Row key={row.act} row={row} roles={role === '' ? table.roles : [role]} all={table.roles} />
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
    </>
  );
}

interface RowProps {
  readonly row: RightRow;
  /** Roles to show. */
  readonly roles: readonly string[];
  readonly all: readonly string[];
}

function Row({ row, roles, all }: RowProps) {
  const { p, term } = usePeopleSpeech();
  const me = useMe();
  const who = roles.filter((role) => row.by[role] !== undefined);
  const everyone = who.length === all.length && who.every((role) => row.by[role] === 'any');
  const besides = [
    row.second === undefined ? undefined : term('second', row.second),
    row.notOwnReport === true ? p('rights.notOwn') : undefined,
    row.destroys === true ? p('rights.destroys') : undefined,
  ].filter((part) => part !== undefined);
  return (
    <tr data-act={row.act}>
      <th scope="row">
        <span className={styles.says}>{term('act', row.act)}</span>
        <code dir="ltr">{row.act}</code>
      </th>
      <td data-label={p('rights.who')}>
        {everyone ? (
          p('rights.everyone')
        ) : (
          <ul className={styles.roles}>
            {who.map((role) => (
              <li key={role} data-mine={me?.signedIn === true && me.roles.includes(role)}>
                {term('person', role)}
                {row.by[role] === 'any' ? null : (
                  <span className={styles.scope}> {term('scope', row.by[role] ?? '')}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </td>
      <td data-label={p('rights.besides')} data-empty={besides.length === 0}>
        {besides.join('; ') || '—'}
      </td>
    </tr>
  );
}
