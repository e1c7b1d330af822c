import type { Json } from '@armistice/core/record';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { useMe } from '../people/me.ts';
import { MomentField } from '../ui/moment-field.tsx';
import { Tick } from '../ui/tick.tsx';
import { axesOf, useAccount } from './account.ts';
import styles from './casework.module.css';
import { moveOf, stepIn } from './choice.ts';
import { ChoiceField } from './choice-field.tsx';
import { type CaseworkProps, DeedForm, WhyNot } from './deed-form.tsx';
import { useReportName } from './report-name.ts';
import { ResolvePreview, tierAfter } from './resolve-preview.tsx';
import { useDeed } from './use-deed.ts';
import { NO_VOTE, VoteFields, voteOf } from './vote-fields.tsx';

const NOTHING = { to: '', remedy: '', due: '', reason: '' };
const NO_DISSENT = { dissenter: '', dissent: '' };

/** Moves a dispute: to a tier, to an agreed remedy, to remedied, to a deadlock, or lets it lapse. */
export function ResolveForm({ incident, onDone }: CaseworkProps) {
  const { r } = useRoom('casework');
  const { p, term } = usePeopleSpeech();
  const nameOf = useReportName();
  const me = useMe();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(NOTHING);
  const [proof, setProof] = useState<readonly string[]>([]);
  const [vote, setVote] = useState(NO_VOTE);
  const change = (part: Partial<typeof NOTHING>) => setSaid({ ...said, ...part });
  const steps = account?.moves.steps.filter(({ axis }) => axis === 'resolution') ?? [];
  // What takes a quorum is a body's to write: of a person alone the record would refuse it.
  const open = steps.filter((one) => one.allowed && (one.ownKey === true || !one.needs.includes('quorum')));
  const { one: step, isGone } = stepIn(open, said.to);
  // Officers write as the mission's staff; members of a body in its name, under its key.
  const ownKey = step?.ownKey === true && me?.party === undefined;
  const doing = useDeed({ ownKey, onDone });
  if (account === undefined) return null;
  if (open.length === 0 && doing.outcome === undefined) return <WhyNot move={steps[0]} />;
  const axes = axesOf(account);
  const needs = new Set(step?.needs);
  const missing = {
    remedy: needs.has('remedy') && said.remedy.trim() === '',
    proof: needs.has('proof') && proof.length === 0,
    reason: needs.has('reason') && said.reason.trim() === '',
  };
  const body: { readonly [field: string]: Json } = {
    ...{ incident: account.incident.id, resolution: step?.to ?? '' },
    ...(step?.to === 'at tier' ? { tier: tierAfter(axes, account.rules.ladder.length) } : {}),
    ...(needs.has('remedy') ? { remedy: said.remedy.trim() } : {}),
    ...(needs.has('remedy') && said.due !== '' ? { due: `${said.due}:00Z` } : {}),
    ...(needs.has('proof') ? { proof: [...proof] } : {}),
    ...(said.reason.trim() === '' ? {} : { reason: said.reason.trim() }),
    ...(ownKey && needs.has('quorum') ? voteOf(vote, NO_DISSENT) : {}),
  };
  const submit = () =>
    doing.send(step !== undefined && !Object.values(missing).includes(true), () => ({
      ...{ kind: 'resolution', audience: account.incident.basis, body },
    }));
  return (
    <DeedForm
      name="resolve"
      move={moveOf(open, step)}
      doing={doing}
      doIt={r('resolve.do')}
      unmet={step?.unmet ?? []}
      disabled={(step?.unmet.length ?? 0) > 0}
      onSubmit={() => void submit()}
    >
      <ChoiceField
        name="resolution"
        label={r('resolve.to')}
        value={step?.to ?? ''}
        options={open.map(({ act, to }) => ({ value: to, label: term('act', act) }))}
        isGone={isGone}
        isMissing={doing.tried && step === undefined}
        onChoose={(to) => change({ to })}
      />
      {needs.has('remedy') ? (
        <>
          <Textarea
            name="remedy"
            label={r('resolve.remedy')}
            rows={3}
            maxLength={2000}
            value={said.remedy}
            error={doing.tried && missing.remedy ? r('field.say') : undefined}
            onChange={({ currentTarget: { value } }) => change({ remedy: value })}
          />
          <MomentField
            name="due"
            label={(clock) => r('resolve.due', { clock })}
            value={said.due}
            onChange={(due) => change({ due })}
          />
        </>
      ) : null}
      {needs.has('proof') ? (
        <fieldset className={styles.list}>
          <legend>{r('resolve.proof')}</legend>
          {account.reports.map((one) => (
            <div key={one.key} className={styles.choice}>
              <Tick
                name="proof"
                value={one.key}
                label={nameOf(one)}
                checked={proof.includes(one.key)}
                onTick={(ticked) =>
                  setProof(ticked ? [...proof, one.key] : proof.filter((key) => key !== one.key))
                }
              />
            </div>
          ))}
          {doing.tried && missing.proof ? <p role="alert">{r('field.choose')}</p> : null}
        </fieldset>
      ) : null}
      {ownKey && needs.has('quorum') ? <VoteFields account={account} vote={vote} onVote={setVote} /> : null}
      <Textarea
        name="reason"
        label={p('reason.title')}
        rows={2}
        maxLength={2000}
        value={said.reason}
        error={doing.tried && missing.reason ? p('reason.need') : undefined}
        onChange={({ currentTarget: { value } }) => change({ reason: value })}
      />
      {step === undefined ? null : <ResolvePreview account={account} to={step.to} />}
    </DeedForm>
  );
}
