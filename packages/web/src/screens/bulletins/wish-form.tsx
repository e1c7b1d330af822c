import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { goTo, useAddress } from '../../address.ts';
import { BULLETIN_TYPES, readCountingRules } from '../../bulletins.ts';
import { useRoom } from '../../i18n/rooms.ts';
import form from '../../ui/form.module.css';
import { KindChoices } from './kind-choices.tsx';
import { searchWith, type stretchIs, type Wish } from './wish.ts';

interface WishFormProps {
  readonly wish: Wish;
  readonly zone: string;
  readonly stretch: ReturnType<typeof stretchIs>;
}

/** What a bulletin is to be about. Everything else in it follows from the record. */
export function WishForm({ wish, zone, stretch }: WishFormProps) {
  const { r } = useRoom('bulletins');
  const { path, search } = useAddress();
  const put = (field: keyof Wish) => (event: { readonly currentTarget: { readonly value: string } }) =>
    goTo(`${path}${searchWith(search, field, event.currentTarget.value)}`, 'replace');
  const rules = useQuery({
    queryKey: ['counting-rules'],
    queryFn: ({ signal }) => readCountingRules('mission', signal),
  });
  return (
    <div className={form.form}>
      <div className={form.two}>
        <NativeSelect
          label={r('new.type')}
          name="type"
          value={wish.type}
          onChange={put('type')}
          data={BULLETIN_TYPES.map((value) => ({ value, label: r(`type.${value}`) }))}
        />
        <TextInput
          label={r('new.number')}
          name="number"
          required
          maxLength={40}
          value={wish.number}
          onChange={put('number')}
        />
      </div>
      <div className={form.two}>
        {(['from', 'to'] as const).map((field) => (
          <TextInput
            key={field}
            type="datetime-local"
            label={r(`new.${field}`)}
            name={field}
            required
            value={wish[field]}
            error={field === 'to' && stretch === 'backwards' ? r('new.backwards') : null}
            onChange={put(field)}
          />
        ))}
      </div>
      <p className={form.quiet}>{r('new.zone', { zone })}</p>
      <p role="status">{stretch === 'not-over' ? r('new.notOver') : ''}</p>
      <NativeSelect
        label={r('new.rule')}
        description={rules.data?.find(({ rule }) => rule === wish.rule)?.says ?? ''}
        name="rule"
        value={wish.rule}
        onChange={put('rule')}
        data={(rules.data ?? [{ rule: wish.rule }]).map(({ rule }) => rule)}
      />
      <TextInput
        label={r('new.name')}
        name="title"
        maxLength={200}
        value={wish.title}
        onChange={put('title')}
      />
      {wish.type === 'spot' ? (
        <TextInput
          label={r('new.incident')}
          name="incident"
          required
          value={wish.incident}
          onChange={put('incident')}
        />
      ) : null}
      {wish.type === 'thematic' ? (
        <>
          <TextInput
            label={r('new.subject')}
            name="subject"
            required
            maxLength={1000}
            value={wish.subject}
            onChange={put('subject')}
          />
          <KindChoices
            chosen={wish.kinds}
            onChange={(kinds) => goTo(`${path}${searchWith(search, 'kinds', kinds.join(','))}`, 'replace')}
          />
        </>
      ) : null}
    </div>
  );
}
