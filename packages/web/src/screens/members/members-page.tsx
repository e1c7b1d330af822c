import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language } from '../../i18n/languages.ts';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import { useMe } from '../../people/me.ts';
import {
  type BroughtBack,
  endMember,
  type Invitation,
  inviteAgain,
  type Member,
  readMembers,
  readRestored,
} from '../../people/members.ts';
import { holds, useRights } from '../../people/rights.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Panel } from '../../ui/panel.tsx';
import { Done } from '../../ui/shown-once.tsx';
import { useSent } from '../entrance/use-sent.ts';
import { Devices } from './devices.tsx';
import { InvitationShown } from './invitation-shown.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberRow } from './member-row.tsx';
import styles from './members.module.css';
import { RestoredMembers } from './restored.tsx';

/** Who takes part: the list, invitations, ends, and the devices with their tokens. */
export function MembersPage({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { t, p } = usePeopleSpeech();
  const me = useMe();
  const rights = useRights();
  const members = useQuery({ queryKey: ['members'], queryFn: ({ signal }) => readMembers(signal) });
  const may = (act: string): boolean => holds(rights.data, me?.roles ?? [], act);
  const queries = useQueryClient();
  const restored = useQuery({
    queryKey: ['members', 'restored'],
    queryFn: ({ signal }) => readRestored(signal),
    enabled: may('invite-member'),
  });
  return (
    <PageFrame title={p('members.title')} lead={p('members.lead')} onLanguage={onLanguage}>
      <Fault error={members.error ?? restored.error} />
      {restored.data === undefined ? null : (
        <RestoredMembers
          restored={restored.data}
          onReviewed={() => queries.invalidateQueries({ queryKey: ['members'] })}
        />
      )}
      {members.isPending ? <p>{t('page.loading')}</p> : null}
      {members.data === undefined ? null : (
        <People
          members={members.data}
          unseen={restored.data?.members.filter(({ reviewed }) => reviewed === undefined) ?? []}
          mayInvite={may('invite-member')}
          mayEnd={may('end-member')}
          parties={[...new Set(members.data.flatMap(({ party }) => party ?? []))]}
        />
      )}
      {may('make-device') ? <Devices /> : null}
    </PageFrame>
  );
}

interface PeopleProps {
  readonly members: readonly Member[];
  /** Those whom a restore brought back and at whom nobody has looked: they are invited by nobody. */
  readonly unseen: readonly BroughtBack[];
  readonly mayInvite: boolean;
  readonly mayEnd: boolean;
  readonly parties: readonly string[];
}

function People({ members, unseen, mayInvite, mayEnd, parties }: PeopleProps) {
  const { p } = usePeopleSpeech();
  const me = useMe();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<string>();
  const [left, setLeft] = useState<string>();
  const [given, setGiven] = useState<Invitation & { readonly handle: string }>();
  const again = useSent();
  // Devices are listed with their tokens.
  const people = members.filter(({ roles }) => !roles.includes('device'));
  const past = people.filter(({ state }) => state === 'ended' || state === 'over');
  const now = people.filter((member) => !past.includes(member));
  // What one is in the mission is another person's to change.
  const isOther = ({ handle }: Member): boolean => handle !== me?.handle;
  const isSeen = (member: Member): boolean => !unseen.some(({ handle }) => handle === member.handle);
  const changed = () => queries.invalidateQueries({ queryKey: ['members'] });
  const renew = (handle: string): Promise<boolean> =>
    again.send(true, async () => setGiven({ ...(await inviteAgain(handle)), handle }));
  return (
    <>
      <Panel title={p('members.now')}>
        {left === undefined ? null : <Done>{p('members.endDone', { handle: left })}</Done>}
        <Fault error={again.error} />
        {given === undefined ? null : <InvitationShown given={given} />}
        {now.length === 0 ? <Empty title={p('members.empty')} says={p('members.emptySays')} /> : null}
        <ul className={styles.list}>
          {now.map((member) => (
            <MemberRow key={member.handle} member={member}>
              {mayInvite && isOther(member) && isSeen(member) && member.simulated !== true ? (
                <Button
                  variant="outline"
                  size="compact-sm"
                  disabled={again.busy}
                  onClick={() => void renew(member.handle)}
                >
                  {p('members.again')}
                </Button>
              ) : null}
              {mayEnd && isOther(member) ? (
                <Button variant="outline" size="compact-sm" onClick={() => setLeaving(member.handle)}>
                  {p('members.end')}
                </Button>
              ) : null}
            </MemberRow>
          ))}
        </ul>
      </Panel>
      {mayInvite ? <InviteForm parties={parties} onInvited={() => void changed()} /> : null}
      {past.length === 0 ? null : (
        <Panel title={p('members.past')}>
          <ul className={styles.list}>
            {past.map((member) => (
              <MemberRow key={member.handle} member={member} />
            ))}
          </ul>
        </Panel>
      )}
      {leaving === undefined ? null : (
        <Confirm
          title={p('members.endAsk', { handle: leaving })}
          says={p('members.endSays')}
          doIt={p('members.end')}
          reason
          onDo={async (reason) => {
            const { proposal } = await endMember(leaving, reason);
            if (proposal === undefined) setLeft(leaving);
            else setGiven({ proposal, handle: leaving });
            await changed();
          }}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
