import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { followed } from '../address.ts';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { Fault } from '../ui/fault.tsx';
import form from '../ui/form.module.css';
import { Actions } from '../ui/panel.tsx';
import { Mark } from '../ui/sign.tsx';
import type { Move } from './account.ts';
import styles from './casework.module.css';
import { useSaidOf } from './said-of.ts';
import type { Doing, Written } from './use-deed.ts';
import { NoOwnKey } from './write.ts';

/** What every form about an incident is given. */
export interface CaseworkProps {
  /** Its id, or the key of any of its reports. */
  readonly incident: string;
  /** Of a grade: the report that it begins with. */
  readonly report?: string;
  /** Of an answer: the entry of the complaint. */
  readonly complaint?: number;
  /** Of an inquiry: the area of responsibility that it begins with. */
  readonly area?: string;
  /** Of a join: the incident that it begins with. */
  readonly with?: string;
  /** The record has taken something. */
  readonly onDone?: (written: Written) => void;
}

interface DeedFormProps {
  /** For tests and for styles: what it does. */
  readonly name: string;
  readonly move: Move | undefined;
  readonly doing: Doing;
  readonly doIt: string;
  /** Where the incident stands. */
  readonly status?: string | undefined;
  /** What stands in anybody's way, as the fold says it. */
  readonly unmet?: readonly string[];
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  readonly onSubmit: () => void;
}

/** The frame of a form: who may, why not, what goes with it, and what became of it. */
export function DeedForm(props: DeedFormProps) {
  const { name, move, doing, doIt, unmet = [], disabled = false, status, children, onSubmit } = props;
  const { r } = useRoom('casework');
  if (doing.outcome !== undefined) return <Became {...{ doing, status }} />;
  if (move?.allowed !== true) return <WhyNot move={move} />;
  return (
    <form
      className={form.form}
      noValidate
      data-deed={name}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <Unmet unmet={unmet} />
      {move.ownKey === true ? <p className={form.quiet}>{r('deed.ownKey')}</p> : null}
      {move.second === 'another-person' ? <p className={form.quiet}>{r('deed.second')}</p> : null}
      <DeedFault error={doing.error} />
      <Actions>
        <Button type="submit" disabled={doing.busy || disabled} data-do>
          {doing.busy ? r('deed.busy') : doIt}
        </Button>
      </Actions>
    </form>
  );
}

/** Sentences of the fold that say what is missing. */
export function Unmet({ unmet }: { readonly unmet: readonly string[] }) {
  const { r } = useRoom('casework');
  if (unmet.length === 0) return null;
  return (
    <div className={styles.unmet}>
      <p>{r('deed.unmet')}</p>
      <ul>
        {unmet.map((why) => (
          <li key={why} lang="en" dir="ltr">
            {why}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who may, and why whoever looks may not. */
export function WhyNot({ move }: { readonly move: Move | undefined }) {
  const { r } = useRoom('casework');
  const { term, list } = usePeopleSpeech();
  if (move === undefined) return <p className={form.quiet}>{r('deed.noStep')}</p>;
  const who = list(move.roles.map((role) => term('person', role)));
  return (
    <div className={styles.whyNot} data-why={move.why ?? 'none'}>
      <p>{r(whyKey(move.why))}</p>
      <p className={form.quiet}>{r('deed.who', { who })}</p>
    </div>
  );
}

const WHYS = [
  'no-right',
  'other-party',
  'other-body',
  'other-area',
  'own-report',
  'not-of-audience',
] as const;

/** The sentence for why somebody may not. */
export function whyKey(why: string | undefined): `why.${(typeof WHYS)[number]}` {
  return `why.${WHYS.find((one) => one === why) ?? 'no-right'}`;
}

function DeedFault({ error }: { readonly error: unknown }) {
  const { r } = useRoom('casework');
  if (!(error instanceof NoOwnKey)) return <Fault error={error} />;
  return (
    <div role="alert" className={styles.whyNot} data-fault="own-key">
      <p>{r('deed.noKey')}</p>
      <p>
        <a href="/account" onClick={followed}>
          {r('deed.makeKey')}
        </a>
      </p>
    </div>
  );
}

/** What the record made of it: what holds now, and what comes next. */
function Became({ doing, status }: Pick<DeedFormProps, 'doing' | 'status'>) {
  const { r } = useRoom('casework');
  const says = useSaidOf();
  const { outcome, written } = doing;
  if (outcome === undefined || written === undefined) return null;
  return (
    <div className={styles.became} role="status" data-became={nameOf(doing)}>
      {'proposal' in outcome ? (
        <p>
          <Mark>{r('became.proposalMark')}</Mark> {says(written, status)}{' '}
          <a href="/proposals" onClick={followed}>
            {r('became.proposals')}
          </a>
        </p>
      ) : (
        <p>
          {outcome.became === 'waits' ? <Mark>{r('became.waitsMark')}</Mark> : null} {says(written, status)}{' '}
          <a href={`/entries/${outcome.index}`} onClick={followed}>
            {r('entry.name', { n: outcome.index })}
          </a>
        </p>
      )}
      <Actions>
        <Button variant="outline" onClick={doing.again}>
          {r('became.more')}
        </Button>
      </Actions>
    </div>
  );
}

function nameOf({ outcome }: Doing): string {
  if (outcome === undefined) return 'none';
  if ('proposal' in outcome) return 'proposal';
  return outcome.already ? 'already' : outcome.became;
}
