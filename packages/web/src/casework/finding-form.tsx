import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { MomentField } from '../ui/moment-field.tsx';
import { useAccount } from './account.ts';
import { choiceIn, moveOf, stepIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm, WhyNot } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { DissentFields, isWordless, NO_VOTE, VoteFields, voteOf } from './vote-fields.tsx';

const NOTHING = {
  to: '',
  clause: '',
  class: '',
  remedy: '',
  due: '',
  reason: '',
  dissenter: '',
  dissent: '',
};

/** What a body finds on one clause, with its vote and the words of who did not agree. */
export function FindingForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, term } = usePeopleSpeech();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(NOTHING);
  const [vote, setVote] = useState(NO_VOTE);
  const doing = useDeed({ ownKey: true, onDone });
  const change = (part: Partial<typeof NOTHING>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const steps = account.moves.steps.filter(({ axis }) => axis === 'finding');
  const open = steps.filter(({ allowed }) => allowed);
  const { one: step, isGone } = stepIn(open, said.to);
  if (open.length === 0 && doing.outcome === undefined) return <WhyNot move={steps[0]} />;
  const clauses = clausesOf(account);
  const { one: clause, isGone: isClauseGone } = choiceIn(clauses, said.clause, ({ value }) => value);
  const needs = new Set(step?.needs);
  const missing = {
    step: step === undefined,
    clause: clause === undefined,
    class: needs.has('class') && said.class.trim() === '',
    reason: needs.has('reason') && said.reason.trim() === '',
    dissent: isWordless(said),
  };
  const submit = () =>
    doing.send(!Object.values(missing).includes(true), () => ({
      kind: 'finding',
      audience: account.incident.basis,
      body: {
        ...{ incident: account.incident.id, ...(clause?.named ?? {}), finding: step?.to ?? '' },
        ...(said.class.trim() === '' || !needs.has('class') ? {} : { class: said.class.trim() }),
        ...(said.remedy.trim() === '' ? {} : { remedy: said.remedy.trim() }),
        ...(said.due === '' ? {} : { due: `${said.due}:00Z` }),
        ...(said.reason.trim() === '' ? {} : { reason: said.reason.trim() }),
        ...voteOf(vote, said),
      },
    }));
  return (
    <DeedForm
      name="finding"
      move={moveOf(open, step)}
      doing={doing}
      doIt={r('finding.do')}
      unmet={step?.unmet ?? []}
      disabled={(step?.unmet.length ?? 0) > 0}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="finding"
        label={r('finding.to')}
        value={step?.to ?? ''}
        options={open.map(({ act, to }) => ({ value: to, label: term('act', act) }))}
        isGone={isGone}
        isMissing={doing.tried && missing.step}
        onChoose={(to) => change({ to })}
      />
      <ChoiceField
        name="clause"
        label={r('finding.clause')}
        value={clause?.value ?? ''}
        options={clauses.map(({ value, label, title }) => ({
          value,
          label: `${r('finding.clauseNamed', { clause: label })} · ${title}`,
        }))}
        isGone={isClauseGone}
        isMissing={doing.tried && missing.clause}
        onChoose={(value) => change({ clause: value })}
      />
      {needs.has('class') ? (
        <TextInput
          name="class"
          label={r('finding.class')}
          description={r('finding.classSays')}
          value={said.class}
          error={doing.tried && missing.class ? r('field.say') : undefined}
          onChange={({ currentTarget: { value } }) => change({ class: value })}
        />
      ) : null}
      <VoteFields account={account} vote={vote} onVote={setVote} />
      <DissentFields account={account} said={said} tried={doing.tried} onSaid={change} />
      <Textarea
        name="remedy"
        label={r('finding.remedy')}
        rows={2}
        value={said.remedy}
        onChange={({ currentTarget: { value } }) => change({ remedy: value })}
      />
      <MomentField
        name="due"
        label={(clock) => r('finding.due', { clock })}
        value={said.due}
        onChange={(due) => change({ due })}
      />
      <Textarea
        name="reason"
        label={p('reason.title')}
        rows={2}
        value={said.reason}
        error={doing.tried && missing.reason ? p('reason.need') : undefined}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
    </DeedForm>
  );
}

/** Clauses of the texts of the incident's own time, those that are indicated first. */
function clausesOf(account: NonNullable<ReturnType<typeof useAccount>['data']>) {
  const indicated = new Set(
    account.indications
      .filter(({ outcome }) => outcome === 'breach')
      .map(({ agreement, clause }) => `${agreement}:${clause}`),
  );
  return account.texts
    .flatMap(({ agreement, version, title, clauses }) =>
      clauses.map(({ clause, words }) => ({
        ...{ value: `${agreement}:${clause}`, label: clause, title },
        named: { agreement, version, clause, words },
      })),
    )
    .sort((a, b) => Number(indicated.has(b.value)) - Number(indicated.has(a.value)));
}
