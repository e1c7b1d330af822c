import { type ReactNode, useState } from 'react';
import { useRoom } from '../i18n/rooms.ts';
import { type Account, moveFor, useAccount } from './account.ts';
import { AnswerForm } from './answer-form.tsx';
import { AssessForm } from './assess-form.tsx';
import { AttributeForm } from './attribute-form.tsx';
import styles from './casework.module.css';
import { ClaimForm } from './claim-form.tsx';
import { ComplainForm } from './complain-form.tsx';
import type { CaseworkProps } from './deed-form.tsx';
import { FindingForm } from './finding-form.tsx';
import { GradeForm } from './grade-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { InquiryForm } from './inquiry-form.tsx';
import { JoinForm } from './join-form.tsx';
import { NumberForm } from './number-form.tsx';
import { PositionForm } from './position-form.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { SplitForm } from './split-form.tsx';
import { UndoForm } from './undo-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

const FORMS = {
  assess: AssessForm,
  grade: GradeForm,
  join: JoinForm,
  split: SplitForm,
  undo: UndoForm,
  number: NumberForm,
  claim: ClaimForm,
  handOver: HandOverForm,
  inquiry: InquiryForm,
  withdraw: WithdrawForm,
  attribute: AttributeForm,
  finding: FindingForm,
  resolve: ResolveForm,
  position: PositionForm,
  complain: ComplainForm,
  answer: AnswerForm,
} as const;
/** A form about an incident, by what it does. */
export type DeedName = keyof typeof FORMS;

/** How the mission shares its work: whom it is not told to, to them it is not offered. */
const OF_WORK: ReadonlySet<DeedName> = new Set<DeedName>(['claim', 'handOver', 'inquiry', 'withdraw']);

/** Done beside what it is about. */
const BESIDE: ReadonlySet<DeedName> = new Set<DeedName>(['answer', 'withdraw']);

/** What can be done with an incident next: each with its form, who may, and why not. What one may not do stands last. */
export function Casework({ incident, onDone }: CaseworkProps) {
  const account = useAccount(incident).data;
  if (account === undefined) return null;
  const names = (Object.keys(FORMS) as DeedName[]).filter(
    // A complaint is answered beside its words, and an inquiry taken back beside them.
    (name) => !BESIDE.has(name) && (account.work !== undefined || !OF_WORK.has(name)),
  );
  const sorted = names.toSorted((a, b) => Number(mayDo(account, b)) - Number(mayDo(account, a)));
  return (
    <div className={styles.acts}>
      {sorted.map((name) => (
        <Act key={name} name={name} may={mayDo(account, name)}>
          <DeedOf name={name} incident={incident} {...(onDone === undefined ? {} : { onDone })} />
        </Act>
      ))}
    </div>
  );
}

/** The form of one deed. */
export function DeedOf({ name, ...props }: CaseworkProps & { readonly name: DeedName }) {
  const Form = FORMS[name];
  return <Form {...props} />;
}

interface ActProps {
  readonly name: DeedName;
  readonly may: boolean;
  readonly children: ReactNode;
}

/** A form is made when it is first opened: joining asks for what is near. */
function Act({ name, may, children }: ActProps) {
  const { r } = useRoom('casework');
  const [was, setWas] = useState(false);
  return (
    <details
      className={styles.act}
      data-act={name}
      data-may={may}
      onToggle={(event) => {
        if (event.currentTarget.open) setWas(true);
      }}
    >
      <summary>
        <span>{r(`act.${name}`)}</span>
        <span>{may ? r('act.yours') : r('act.others')}</span>
      </summary>
      {was ? <div>{children}</div> : null}
    </details>
  );
}

const ACT_OF: { readonly [name in DeedName]?: string } = {
  grade: 'grade-report',
  join: 'join',
  split: 'split',
  undo: 'undo',
  number: 'number',
  claim: 'claim',
  handOver: 'claim',
  inquiry: 'ask-inquiry',
  withdraw: 'ask-inquiry',
  position: 'state-position',
  complain: 'complain',
  answer: 'answer',
};
const AXIS_OF: { readonly [name in DeedName]?: string } = {
  assess: 'status',
  attribute: 'attribution',
  finding: 'finding',
  resolve: 'resolution',
};

/** Whether whoever asks may do it, as things stand. */
export function mayDo(account: Account, name: DeedName): boolean {
  const axis = AXIS_OF[name];
  if (axis !== undefined) return account.moves.steps.some((one) => one.axis === axis && one.allowed);
  return moveFor(account, ACT_OF[name] ?? '')?.allowed === true;
}
