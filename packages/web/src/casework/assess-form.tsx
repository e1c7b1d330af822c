import { CLASSES } from '@armistice/core/mission';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { axesOf, type StepMove, useAccount } from './account.ts';
import styles from './casework.module.css';
import { moveOf, stepIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm, WhyNot } from './deed-form.tsx';
import { laterSteps } from './later-steps.ts';
import { NotOpen } from './not-open.tsx';
import { useDeed } from './use-deed.ts';

const UNABLE = ['access', 'time', 'safety', 'evidence'] as const;
const NOTHING = { status: '', unable: '', kind: '', standard: '', reason: '' };

/** Moves the status of an incident: a status that is open to it, with its reason. */
export function AssessForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, word, term } = usePeopleSpeech();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(NOTHING);
  const doing = useDeed({ ownKey: false, onDone });
  const change = (part: Partial<typeof NOTHING>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const { status } = axesOf(account);
  const steps = account.moves.steps.filter(({ axis }) => axis === 'status');
  const open = steps.filter(({ allowed, unmet }) => allowed && unmet.length === 0);
  const later = laterSteps(status, steps);
  const notOpen = <NotOpen later={later} origins={account.incident.origins} />;
  const { one: step, isGone } = stepIn(open, said.status);
  if (open.length === 0 && doing.outcome === undefined)
    return steps.some(({ allowed }) => allowed) ? notOpen : <WhyNot move={steps[0]} />;
  // That another's word waits for theirs is told before they choose.
  const second = step === undefined ? open.find(({ awaiting }) => awaiting !== undefined) : secondOf(step);
  const needs = new Set(step?.needs);
  const reasonMissing = needs.has('reason') && said.reason.trim() === '';
  const unableMissing = needs.has('unable-reason') && said.unable === '';
  const submit = () =>
    doing.send(step !== undefined && !reasonMissing && !unableMissing, () => ({
      kind: 'assessment',
      audience: account.incident.basis,
      body: {
        ...{ incident: account.incident.id, status: step?.to ?? '' },
        ...(said.reason.trim() === '' ? {} : { reason: said.reason.trim() }),
        ...(needs.has('unable-reason') ? { unable: said.unable } : {}),
        ...(said.kind === '' ? {} : { class: said.kind }),
        ...(said.standard.trim() === '' ? {} : { standard: said.standard.trim() }),
      },
    }));
  return (
    <DeedForm
      name="assess"
      move={moveOf(open, step)}
      doing={doing}
      status={status}
      doIt={r('assess.do')}
      onSubmit={() => void submit()}
    >
      <p>{r('assess.now', { status: word('status', status) })}</p>
      <ChoiceField
        name="status"
        label={r('assess.to')}
        value={step?.to ?? ''}
        {...(later.length === 0 ? {} : { says: r('later.says', { n: later.length }) })}
        options={[
          ...open.map(({ act, to }) => ({ value: to, label: term('act', act) })),
          ...later.map(({ to }) => ({
            ...{ value: to, disabled: true as const },
            label: r('later.option', { step: term('act', `status: ${to}`) }),
          })),
        ]}
        isGone={isGone}
        isMissing={doing.tried && step === undefined}
        onChoose={(to) => change({ status: to })}
      />
      {notOpen}
      {step?.to === 'under inquiry' ? (
        <p className={styles.quiet} data-inquiry>
          {r('assess.inquiry', { act: r('act.inquiry') })}
        </p>
      ) : null}
      {second === undefined ? null : <SecondPerson step={second} />}
      {needs.has('unable-reason') ? (
        <NativeSelect
          name="unable"
          label={r('assess.unable')}
          value={said.unable}
          error={doing.tried && unableMissing ? r('field.choose') : undefined}
          data={[
            { value: '', label: r('field.choose') },
            ...UNABLE.map((one) => ({ value: one, label: r(`unable.${one}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ unable: value })}
        />
      ) : null}
      <Textarea
        name="reason"
        label={p('reason.title')}
        description={p('reason.says')}
        rows={3}
        maxLength={2000}
        value={said.reason}
        error={doing.tried && reasonMissing ? p('reason.need') : undefined}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
      <TextInput
        name="standard"
        label={r('assess.standard')}
        description={r('assess.standardSays')}
        maxLength={200}
        value={said.standard}
        onChange={({ currentTarget: { value } }) => change({ standard: value })}
      />
      <NativeSelect
        name="class"
        label={r('assess.class')}
        description={r('assess.classSays')}
        value={said.kind}
        data={[
          { value: '', label: r('class.none') },
          ...CLASSES.map((one) => ({ value: one, label: r(`class.${one}`) })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ kind: value })}
      />
    </DeedForm>
  );
}

function secondOf(step: StepMove): StepMove | undefined {
  return step.needs.includes('second-person') ? step : undefined;
}

/** That it takes two, and whose word is still missing. */
function SecondPerson({ step }: { readonly step: StepMove }) {
  const { r } = useRoom('casework');
  return (
    <p data-second={step.awaiting ?? 'first'}>
      {step.awaiting === undefined ? r('assess.first') : r('assess.second', { who: step.awaiting })}
    </p>
  );
}
