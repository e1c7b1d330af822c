import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { useMe } from '../people/me.ts';
import { useAccount } from './account.ts';
import { attributionBody, attributionFields } from './attribution.ts';
import { moveOf, stepIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm, WhyNot } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { DissentFields, isWordless, NO_VOTE, VoteFields, voteOf } from './vote-fields.tsx';

const NOTHING = { to: '', party: '', basis: '', confidence: '', reason: '', dissenter: '', dissent: '' };

/** Who is held responsible, on whose word: apart from whether it happened, and from any finding. */
export function AttributeForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, term } = usePeopleSpeech();
  const me = useMe();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(NOTHING);
  const [vote, setVote] = useState(NO_VOTE);
  const change = (part: Partial<typeof NOTHING>) => setSaid({ ...said, ...part });
  const steps = account?.moves.steps.filter(({ axis }) => axis === 'attribution') ?? [];
  const open = steps.filter(({ allowed }) => allowed);
  const { one: step, isGone } = stepIn(open, said.to);
  const ownKey = step?.ownKey === true;
  const doing = useDeed({ ownKey, onDone });
  if (account === undefined) return null;
  if (open.length === 0 && doing.outcome === undefined) return <WhyNot move={steps[0]} />;
  const needs = new Set(step?.needs);
  const isParty = me?.party !== undefined;
  const shown = attributionFields(step, isParty);
  const asBody = ownKey && !isParty;
  const missing = {
    step: step === undefined,
    party: shown.party && said.party === '',
    basis: shown.basis && needs.has('basis') && said.basis.trim() === '',
    reason: needs.has('reason') && said.reason.trim() === '',
    dissent: asBody && isWordless(said),
  };
  const submit = () =>
    doing.send(!Object.values(missing).includes(true), () => ({
      kind: 'attribution',
      audience: account.incident.basis,
      body: {
        ...(step === undefined ? {} : attributionBody(account.incident.id, said, step, shown)),
        ...(asBody ? voteOf(vote, said) : {}),
      },
    }));
  const parties = account.parties.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <DeedForm
      name="attribute"
      move={moveOf(open, step)}
      doing={doing}
      doIt={r('attribute.do')}
      unmet={step?.unmet ?? []}
      disabled={(step?.unmet.length ?? 0) > 0}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="attribution"
        label={r('attribute.to')}
        value={step?.to ?? ''}
        options={open.map(({ act, to }) => ({ value: to, label: term('act', act) }))}
        isGone={isGone}
        isMissing={doing.tried && missing.step}
        onChoose={(to) => change({ to })}
      />
      {shown.party ? (
        <NativeSelect
          name="party"
          label={r(step?.to === 'claimed' ? 'attribute.claimant' : 'attribute.party')}
          value={said.party}
          error={doing.tried && missing.party ? r('field.choose') : undefined}
          data={[{ value: '', label: r('field.choose') }, ...parties]}
          onChange={({ currentTarget: { value } }) => change({ party: value })}
        />
      ) : null}
      {shown.basis ? (
        <Textarea
          name="basis"
          label={r('attribute.basis')}
          rows={2}
          maxLength={2000}
          value={said.basis}
          error={doing.tried && missing.basis ? r('field.say') : undefined}
          onChange={({ currentTarget: { value } }) => change({ basis: value })}
        />
      ) : null}
      {shown.confidence ? (
        <NativeSelect
          name="confidence"
          label={r('attribute.confidence')}
          value={said.confidence}
          data={[
            { value: '', label: r('attribute.confidenceNone') },
            ...['0.5', '0.6', '0.7', '0.8', '0.9', '0.95'],
          ]}
          onChange={({ currentTarget: { value } }) => change({ confidence: value })}
        />
      ) : null}
      <Textarea
        name="reason"
        label={p('reason.title')}
        rows={2}
        maxLength={2000}
        value={said.reason}
        error={doing.tried && missing.reason ? p('reason.need') : undefined}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
      {asBody ? (
        <>
          <VoteFields account={account} vote={vote} onVote={setVote} />
          <DissentFields account={account} said={said} tried={doing.tried} onSaid={change} />
        </>
      ) : null}
    </DeedForm>
  );
}
