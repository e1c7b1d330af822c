import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { followed, goTo, useAddress } from '../../address.ts';
import { useClock } from '../../clock.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { offsetName } from '../../i18n/zones.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Code } from '../../ui/facts.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Empty } from '../../ui/panel.tsx';
import { useMinute } from '../../ui/use-moment.ts';
import styles from './entries.module.css';
import {
  beginningOf,
  dayOf,
  type EntryPage,
  type EntryRow,
  readEntryPage,
  type Sought,
  soughtIn,
} from './reading.ts';
import { ENTRY_KIND_NAMES, useKindName } from './use-kind-name.ts';

/** Entries, the newest first, as the address asks for them. */
export function EntryList() {
  const { search } = useAddress();
  const audience = useAudience();
  const sought = soughtIn(search);
  const page = useQuery({
    queryKey: ['entries', { audience }, sought],
    queryFn: ({ signal }) => readEntryPage(sought, audience, signal),
    placeholderData: sameAudience({ audience }),
  });
  return (
    <>
      <SearchForm key={search} sought={sought} />
      <div aria-live="polite">
        {page.isError ? <Fault error={page.error} /> : null}
        {page.data === undefined ? null : <Found page={page.data} sought={sought} />}
      </div>
    </>
  );
}

function SearchForm({ sought }: { readonly sought: Sought }) {
  const { r } = useRoom('entries');
  const kindName = useKindName();
  const [asked, setAsked] = useState<Sought>(sought);
  const set = (name: keyof Sought) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setAsked({ ...asked, [name]: event.currentTarget.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked))
      if (value !== '' && name !== 'before') query.set(name, value);
    goTo(`/entries?${query}`);
  };
  return (
    <form className={styles.search} onSubmit={submit}>
      <TextInput name="q" label={r('search.text')} value={asked.q ?? ''} onChange={set('q')} maxLength={80} />
      <NativeSelect
        name="kind"
        label={r('search.kind')}
        value={asked.kind ?? ''}
        onChange={set('kind')}
        data={[
          { value: '', label: r('search.any') },
          ...ENTRY_KIND_NAMES.map((kind) => ({ value: kind, label: kindName(kind) })),
        ]}
      />
      <TextInput
        name="by"
        label={r('search.by')}
        value={asked.by ?? ''}
        onChange={set('by')}
        maxLength={64}
      />
      {(['from', 'to'] as const).map((name) => (
        <DayField
          key={name}
          name={name}
          value={asked[name] ?? ''}
          onChange={(value) => setAsked({ ...asked, [name]: value })}
        />
      ))}
      <TextInput
        name="first"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        label={r('search.first')}
        value={asked.first ?? ''}
        onChange={set('first')}
      />
      <TextInput
        name="last"
        inputMode="numeric"
        pattern="[0-9]{1,15}"
        label={r('search.last')}
        value={asked.last ?? ''}
        onChange={set('last')}
      />
      <Button type="submit">{r('search.do')}</Button>
    </form>
  );
}

interface DayFieldProps {
  readonly name: 'from' | 'to';
  /** A moment in UTC, or a day of it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day on the clock that all times are shown by; the address has the moment at which it begins. */
function DayField({ name, value, onChange }: DayFieldProps) {
  const { r } = useRoom('entries');
  const { zone } = useClock();
  const [now] = useState(() => Date.now());
  const at = Date.parse(value);
  return (
    <TextInput
      name={name}
      type="date"
      label={r(`search.${name}`, { clock: offsetName(Number.isNaN(at) ? now : at, zone) })}
      value={dayOf(value, zone)}
      onChange={({ currentTarget }) => onChange(beginningOf(currentTarget.value, zone))}
    />
  );
}

function Found({ page, sought }: { readonly page: EntryPage; readonly sought: Sought }) {
  const { r, number } = useRoom('entries');
  const { entries, searched, next, size } = page;
  const older = new URLSearchParams({ ...sought, before: String(next) });
  return (
    <>
      <p className={styles.small} data-searched>
        {searched.last < searched.first
          ? r('found.nothing')
          : r('found.searched', {
              first: number(searched.first),
              last: number(searched.last),
              size: number(size),
            })}
      </p>
      {entries.length === 0 ? (
        <Empty title={r('found.none')} says={next === undefined ? r('found.noneDo') : r('found.goOn')} />
      ) : (
        <ol className={styles.rows}>
          {entries.map((row) => (
            <Row key={row.index} row={row} />
          ))}
        </ol>
      )}
      {next === undefined ? null : (
        <p>
          <a href={`/entries?${older}`} onClick={followed}>
            {r('found.older')}
          </a>
        </p>
      )}
    </>
  );
}

function Row({ row }: { readonly row: EntryRow }) {
  const { r, word, number } = useRoom('entries');
  const minute = useMinute();
  const kindName = useKindName();
  const { index, kind, author, at, audience } = row;
  return (
    <li data-entry={index}>
      <a href={`/entries/${index}`} onClick={followed}>
        {number(index)} · {kind === undefined ? r('entry.sealed') : kindName(kind)}
      </a>
      <span>
        {author === undefined ? null : (
          <>
            {word('role', author.role)}: <Code>{author.subject}</Code> ·{' '}
          </>
        )}
        {minute(at)}
        {audience === 'public' ? null : ` · ${r('entry.for', { audience: word('audience', audience) })}`}
      </span>
    </li>
  );
}
