import type { Agreement } from '@armistice/core/agreement';
import { formatMoment } from '@armistice/core/base';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { preparedForStaff, preparedWithKey, write } from '../../../casework/write.ts';
import { type Me, useMe } from '../../../people/me.ts';
import { holds, useRights } from '../../../people/rights.ts';
import { Fault } from '../../../ui/fault.tsx';
import form from '../../../ui/form.module.css';
import { Actions } from '../../../ui/panel.tsx';
import { Done } from '../../../ui/shown-once.tsx';
import { useSent } from '../../entrance/use-sent.ts';
import { fromLocal } from '../try-out/local-time.ts';
import { FactPreview } from './fact-preview.tsx';
import type { Standing } from './read-standing.ts';
import styles from './standing.module.css';
import { useDates } from './use-dates.ts';

interface FactFormProps {
  readonly agreement: Agreement;
  readonly standing: Standing;
}

/** Puts a fact on record; what it would set running is read before anything is written. */
export function FactForm(props: FactFormProps) {
  const me = useMe();
  const { data } = useRights();
  if (me?.signedIn !== true || me.needs !== null || !holds(data, me.roles, 'state-fact')) return null;
  return <Form {...props} me={me} />;
}

/** Who signs on their own device: for a party or a body. */
function signsFor({ roles, party, bodies }: Me): string | undefined {
  if (roles.includes('liaison-officer')) return party;
  return roles.includes('body-member') && !roles.some((role) => STAFF.includes(role))
    ? bodies?.[0]
    : undefined;
}

const STAFF = ['duty-officer', 'head'];

function Form({ agreement, standing, me }: FactFormProps & { readonly me: Me }) {
  const { r, number, factName, actorName } = useDates(agreement);
  const queries = useQueryClient();
  const sent = useSent();
  const own = signsFor(me);
  const [value, setValue] = useState({ fact: '', local: '', by: own ?? '' });
  const [entry, setEntry] = useState<number>();
  const names = [...new Set(standing.clauses.flatMap(({ facts }) => facts))].sort();
  const at = value.local === '' ? undefined : fromLocal(agreement['clock-offsets'], value.local);
  const body =
    value.fact === '' || at === undefined
      ? undefined
      : { fact: value.fact, at: formatMoment(at), ...(value.by === '' ? {} : { by: value.by }) };
  const submit = async (): Promise<void> => {
    setEntry(undefined);
    const went = await sent.send(body !== undefined, async () => {
      const deed = { kind: 'fact', audience: 'public', body: body ?? {} };
      const prepared = own === undefined ? preparedForStaff(deed) : await preparedWithKey(deed, me.handle);
      const outcome = await write(prepared);
      if ('index' in outcome) setEntry(outcome.index);
    });
    if (!went) return;
    setValue({ fact: '', local: '', by: own ?? '' });
    await queries.invalidateQueries({ queryKey: ['standing'] });
  };
  const actors = [...agreement.parties.map(({ id }) => id), ...Object.keys(agreement.bodies ?? {})];
  return (
    <details className={styles.rest} data-fact-form>
      <summary>{r('fact.title')}</summary>
      <p className={styles.quiet}>
        {r('fact.lead')} {r('fact.open')} {own === undefined ? '' : r('fact.ownKey')}
      </p>
      <form
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={form.two}>
          <NativeSelect
            label={r('fact.name')}
            name="fact"
            value={value.fact}
            error={sent.tried && value.fact === '' ? r('fact.required') : undefined}
            onChange={({ currentTarget }) => setValue({ ...value, fact: currentTarget.value })}
            data={[
              { value: '', label: '' },
              ...names.map((name) => ({ value: name, label: factName(name) })),
            ]}
          />
          <TextInput
            type="datetime-local"
            label={r('fact.when', { zone: agreement.clock })}
            name="fact-at"
            value={value.local}
            error={
              value.local !== '' && at === undefined
                ? r('fact.noTime')
                : sent.tried && value.local === ''
                  ? r('fact.required')
                  : undefined
            }
            onChange={({ currentTarget }) => setValue({ ...value, local: currentTarget.value })}
          />
          {own === undefined ? (
            <NativeSelect
              label={r('fact.by')}
              name="fact-by"
              value={value.by}
              onChange={({ currentTarget }) => setValue({ ...value, by: currentTarget.value })}
              data={[
                { value: '', label: r('fact.nobody') },
                ...actors.map((id) => ({ value: id, label: actorName(id) })),
              ]}
            />
          ) : null}
        </div>
        {body === undefined ? null : <FactPreview agreement={agreement} standing={standing} fact={body} />}
        <Fault error={sent.error} />
        {entry === undefined ? null : <Done>{r('fact.sent', { entry: number(entry) })}</Done>}
        <Actions>
          <Button type="submit" disabled={sent.busy}>
            {r('fact.send')}
          </Button>
        </Actions>
      </form>
    </details>
  );
}
