import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { goTo, useAddress } from '../../address.ts';
import { BULLETIN_TYPES, readCountingRules } from '../../bulletins.ts';
import { useRoom } from '../../i18n/rooms.ts';
import form from '../../ui/form.module.css';
import { KindChoices } from './kind-choices.tsx';
import { RuleChoice } from './rule-choice.tsx';
import { type Need, searchWith, type Wish } from './wish.ts';

interface WishFormProps {
  readonly wish: Wish;
  readonly zone: string;
  readonly isBackwards: boolean;
  /** What was still to be said when it was asked for. */
  readonly missing: readonly Need[];
  /** What is to be known of the stretch. */
  readonly children: ReactNode;
}

/** What a bulletin is to be about. Everything else in it follows from the record. */
export function WishForm({ wish, zone, isBackwards, missing, children }: WishFormProps) {
  const { r } = useRoom('bulletins');
  const { path, search } = useAddress();
  const put = (field: keyof Wish) => (event: { readonly currentTarget: { readonly value: string } }) =>
    goTo(`${path}${searchWith(search, field, event.currentTarget.value)}`, 'replace');
  const need = (field: Need) => (missing.includes(field) ? r(`need.${field}`) : null);
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
          error={need('number')}
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
            error={need(field) ?? (field === 'to' && isBackwards ? r('new.backwards') : null)}
            onChange={put(field)}
          />
        ))}
      </div>
      <p className={form.quiet}>{r('new.zone', { zone })}</p>
      {children}
      <RuleChoice
        name="rule"
        value={wish.rule}
        rules={rules.data ?? [{ rule: wish.rule, version: 1, says: '' }]}
        onChange={(rule) => goTo(`${path}${searchWith(search, 'rule', rule)}`, 'replace')}
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
          error={need('incident')}
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
            error={need('subject')}
            onChange={put('subject')}
          />
          <KindChoices
            chosen={wish.kinds}
            error={need('kinds')}
            onChange={(kinds) => goTo(`${path}${searchWith(search, 'kinds', kinds.join(','))}`, 'replace')}
          />
        </>
      ) : null}
    </div>
  );
}
