import type { Json } from '@armistice/core/record';
import { NativeSelect, Textarea } from '@mantine/core';
import { useRoom } from '../i18n/rooms.ts';
import form from '../ui/form.module.css';
import type { Account } from './account.ts';

/** How each member of a body voted. */
export type Votes = { readonly [member: string]: 'for' | 'against' | 'abstained' | '' };
export const NO_VOTE: Votes = {};

interface Dissent {
  readonly dissenter: string;
  readonly dissent: string;
}

/** Seats by member and the words of who did not agree, as an entry states them. */
export function voteOf(votes: Votes, { dissenter, dissent }: Dissent): { readonly [field: string]: Json } {
  const vote: { [side: string]: { [member: string]: number } } = {};
  for (const [member, side] of Object.entries(votes))
    if (side !== '') vote[side] = { ...vote[side], [member]: 1 };
  return {
    ...(Object.keys(vote).length === 0 ? {} : { vote }),
    ...(dissenter === '' || dissent.trim() === ''
      ? {}
      : { dissent: [{ by: dissenter, text: dissent.trim() }] }),
  };
}

/** Somebody is said not to have agreed, and not in which words: their dissent would be signed away. */
export function isWordless({ dissenter, dissent }: Dissent): boolean {
  return dissenter !== '' && dissent.trim() === '';
}

interface VoteFieldsProps {
  readonly account: Account;
  readonly vote: Votes;
  readonly onVote: (vote: Votes) => void;
}

/** One seat of each party, in the order of the agreement. The fold counts the quorum, not this page. */
export function VoteFields({ account, vote, onVote }: VoteFieldsProps) {
  const { r } = useRoom('casework');
  const sides = ['', 'for', 'against', 'abstained'] as const;
  return (
    <fieldset className={form.choices}>
      <legend>{r('vote.title')}</legend>
      {account.parties.map(({ id, name }) => (
        <NativeSelect
          key={id}
          name={`vote-${id}`}
          label={name}
          value={vote[id] ?? ''}
          data={sides.map((side) => ({ value: side, label: r(`vote.${side === '' ? 'none' : side}`) }))}
          onChange={({ currentTarget: { value } }) =>
            onVote({ ...vote, [id]: sides.find((side) => side === value) ?? '' })
          }
        />
      ))}
    </fieldset>
  );
}

interface DissentFieldsProps {
  readonly account: Account;
  readonly said: Dissent;
  /** The form was sent before. */
  readonly tried: boolean;
  readonly onSaid: (said: Partial<Dissent>) => void;
}

/** Whoever did not agree, in their own words: kept with the decision, and printed beside it. */
export function DissentFields({ account, said, tried, onSaid }: DissentFieldsProps) {
  const { r } = useRoom('casework');
  return (
    <div className={form.two}>
      <NativeSelect
        name="dissenter"
        label={r('dissent.by')}
        value={said.dissenter}
        data={[
          { value: '', label: r('dissent.nobody') },
          ...account.parties.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => onSaid({ dissenter: value })}
      />
      {said.dissenter === '' ? null : (
        <Textarea
          name="dissent"
          label={r('dissent.text')}
          rows={3}
          maxLength={4000}
          value={said.dissent}
          error={tried && isWordless(said) ? r('field.say') : undefined}
          onChange={({ currentTarget: { value } }) => onSaid({ dissent: value })}
        />
      )}
    </div>
  );
}
