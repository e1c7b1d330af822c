import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePeopleSpeech } from '../i18n/people/speech.ts';
import { useRoom } from '../i18n/rooms.ts';
import { type Member, readMembers } from '../people/members.ts';
import { MomentField } from '../ui/moment-field.tsx';
import { Tick } from '../ui/tick.tsx';
import { useMinute } from '../ui/use-moment.ts';
import { moveFor, openInquiry, useAccount } from './account.ts';
import styles from './casework.module.css';
import { type CaseworkProps, DeedForm } from './deed-form.tsx';
import { useDeed } from './use-deed.ts';
import { inquiryDeed } from './work.ts';

const DAY = 86_400_000;
/** Who goes and looks: the others decide, keep or publish. */
const GOES: ReadonlySet<string> = new Set(['monitor', 'verifier']);

/** Asks a team to look, until when; where the incident was alleged only, it can be stated with it that somebody looks. */
export function InquiryForm({ incident, area, onDone }: CaseworkProps) {
  const { r, word } = useRoom('casework');
  const { term, list } = usePeopleSpeech();
  const minute = useMinute();
  const account = useAccount(incident).data;
  const [said, setSaid] = useState(() => ({
    ...{ due: new Date(Date.now() + DAY).toISOString().slice(0, 16), asks: '', risk: '' },
    ...{ team: '', area: area ?? '', states: true },
  }));
  const doing = useDeed({ ownKey: false, onDone });
  const change = (part: Partial<typeof said>) => setSaid({ ...said, ...part });
  if (account === undefined) return null;
  const { id, status, basis } = account.incident;
  const move = moveFor(account, 'ask-inquiry');
  const now = openInquiry(account);
  const missing = { asks: said.asks.trim() === '', due: said.due === '' };
  const submit = () =>
    doing.send(!missing.asks && !missing.due, () => {
      const inquiry = inquiryDeed(id, {
        ...{ due: `${said.due}:00Z`, asks: said.asks.trim() },
        ...(said.team === '' ? {} : { team: said.team }),
        ...(said.area.trim() === '' ? {} : { area: said.area.trim() }),
        ...(said.risk.trim() === '' ? {} : { risk: said.risk.trim() }),
      });
      const looks = { kind: 'assessment', audience: basis, body: { incident: id, status: 'under inquiry' } };
      return status === 'alleged' && said.states ? [inquiry, looks] : inquiry;
    });
  return (
    <DeedForm name="inquiry" move={move} doing={doing} doIt={r('inquiry.do')} onSubmit={() => void submit()}>
      {now === undefined ? null : (
        <p className={styles.words}>{r('inquiry.now', { when: minute(now.due), asks: now.asks })}</p>
      )}
      <p className={styles.quiet}>
        {r('inquiry.says')}{' '}
        {move === undefined
          ? null
          : r('deed.who', { who: list(move.roles.map((role) => term('person', role))) })}
      </p>
      <Textarea
        name="asks"
        label={r('inquiry.asks')}
        rows={3}
        maxLength={2000}
        value={said.asks}
        error={doing.tried && missing.asks ? r('field.say') : undefined}
        onChange={({ currentTarget: { value } }) => change({ asks: value })}
      />
      <MomentField
        name="due"
        label={(clock) => r('inquiry.due', { clock })}
        value={said.due}
        error={doing.tried && missing.due ? r('field.choose') : undefined}
        onChange={(due) => change({ due })}
      />
      <TeamField team={said.team} onChoose={(team) => change({ team })} />
      <TextInput
        name="area"
        label={r('inquiry.area')}
        maxLength={63}
        value={said.area}
        onChange={({ currentTarget: { value } }) => change({ area: value })}
      />
      <Textarea
        name="danger"
        label={r('inquiry.danger')}
        rows={2}
        maxLength={2000}
        value={said.risk}
        onChange={({ currentTarget: { value } }) => change({ risk: value })}
      />
      {status === 'alleged' ? (
        <Tick
          name="states"
          label={r('inquiry.states', { status: word('status', 'under inquiry') })}
          description={r('inquiry.statesSays')}
          checked={said.states}
          onTick={(states) => change({ states })}
        />
      ) : null}
    </DeedForm>
  );
}

/** Whom of those who go and look; nobody is named unless somebody is chosen. */
function TeamField({ team, onChoose }: { readonly team: string; readonly onChoose: (team: string) => void }) {
  const { r } = useRoom('casework');
  const { term, list } = usePeopleSpeech();
  const members = useQuery({ queryKey: ['members'], queryFn: ({ signal }) => readMembers(signal) });
  const teams = members.data?.filter(
    ({ state, roles }) => state === 'member' && roles.some((role) => GOES.has(role)),
  );
  const teamsSaid = members.isError
    ? 'inquiry.teamUnread'
    : teams?.length === 0
      ? 'inquiry.noTeam'
      : 'inquiry.teamSays';
  const nameOf = ({ handle, roles }: Member) =>
    `${handle} · ${list(roles.map((role) => term('person', role)))}`;
  return (
    <NativeSelect
      name="team"
      label={r('inquiry.team')}
      description={r(teamsSaid)}
      value={team}
      data={[
        { value: '', label: r('inquiry.anyTeam') },
        ...(teams ?? []).map((one) => ({ value: one.handle, label: nameOf(one) })),
      ]}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
    />
  );
}
