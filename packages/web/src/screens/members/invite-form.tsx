import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeopleSpeech } from '../../i18n/people/speech.ts';
import type { Area } from '../../people/areas.ts';
import { type Invitation, type Invited, invite } from '../../people/members.ts';
import { useRights } from '../../people/rights.ts';
import { Fault } from '../../ui/fault.tsx';
import form from '../../ui/form.module.css';
import { MomentField } from '../../ui/moment-field.tsx';
import { Actions, Panel } from '../../ui/panel.tsx';
import { Tick } from '../../ui/tick.tsx';
import { HandleField, isHandle } from '../entrance/handle-field.tsx';
import { useSent } from '../entrance/use-sent.ts';
import { AreaField } from './area-field.tsx';
import { InvitationShown } from './invitation-shown.tsx';

const NOBODY = { handle: '', roles: [] as readonly string[], party: '', bodies: '', from: '', until: '' };
const EVERYWHERE = { good: true } as const;
// Devices have tokens instead, and everyone is the public.
const NOT_FOR_PEOPLE = new Set(['public', 'device']);

interface InviteFormProps {
  /** Parties that the mission knows, for the field to offer. */
  readonly parties: readonly string[];
  readonly onInvited: () => void;
}

/** Invites a member: handle, roles, and where the roles need it, whose they are and for how long. */
export function InviteForm({ parties, onInvited }: InviteFormProps) {
  const { p, term } = usePeopleSpeech();
  const rights = useRights();
  const [asked, setAsked] = useState(NOBODY);
  const [given, setGiven] = useState<Invitation & { readonly handle: string }>();
  const [where, setWhere] = useState<{ readonly area?: Area; readonly good: boolean }>(EVERYWHERE);
  /** Each invitation begins with an empty form. */
  const [round, setRound] = useState(0);
  const sent = useSent();
  const change = (part: Partial<typeof NOBODY>): void => setAsked({ ...asked, ...part });
  const isLiaison = asked.roles.includes('liaison-officer');
  const isMember = asked.roles.includes('body-member');
  const good =
    isHandle(asked.handle) &&
    asked.roles.length > 0 &&
    where.good &&
    (!isLiaison || asked.party !== '') &&
    (!isMember || namesIn(asked.bodies).length > 0);
  const submit = async (): Promise<void> => {
    const sentOff = await sent.send(good, async () =>
      setGiven({ ...(await invite(invitedOf(asked, where.area))), handle: asked.handle }),
    );
    if (!sentOff) return;
    setAsked(NOBODY);
    setWhere(EVERYWHERE);
    setRound(round + 1);
    onInvited();
  };
  const roles = rights.data?.roles.filter((role) => !NOT_FOR_PEOPLE.has(role)) ?? [];
  return (
    <Panel title={p('members.invite')} lead={p('members.inviteSays')}>
      {given === undefined ? null : <InvitationShown given={given} />}
      <form
        className={form.form}
        noValidate
        data-invite
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <HandleField
          chosen
          value={asked.handle}
          onChange={(handle) => change({ handle })}
          tried={sent.tried}
        />
        <fieldset className={form.choices}>
          <legend>{p('members.roles')}</legend>
          {roles.map((role) => (
            <Tick
              key={role}
              name="role"
              value={role}
              label={term('person', role)}
              checked={asked.roles.includes(role)}
              onTick={(checked) =>
                change({
                  roles: checked ? [...asked.roles, role] : asked.roles.filter((one) => one !== role),
                })
              }
            />
          ))}
          {sent.tried && asked.roles.length === 0 ? (
            <p className={form.wrong}>{p('members.rolesNone')}</p>
          ) : null}
        </fieldset>
        <div className={form.two}>
          {isLiaison ? (
            <TextInput
              label={p('members.party')}
              description={p('members.partySays')}
              name="party"
              dir="ltr"
              list="parties"
              value={asked.party}
              error={sent.tried && asked.party === '' ? p('field.required') : undefined}
              onChange={({ currentTarget: { value } }) => change({ party: value.trim() })}
            />
          ) : null}
          {isMember ? (
            <TextInput
              label={p('members.bodies')}
              description={p('members.bodiesSays')}
              name="bodies"
              dir="ltr"
              value={asked.bodies}
              error={sent.tried && namesIn(asked.bodies).length === 0 ? p('field.required') : undefined}
              onChange={({ currentTarget: { value } }) => change({ bodies: value })}
            />
          ) : null}
          <AreaField key={round} onChange={setWhere} tried={sent.tried} />
          <TimeField name="from" value={asked.from} onChange={(from) => change({ from })} />
          <TimeField name="until" value={asked.until} onChange={(until) => change({ until })} />
        </div>
        <datalist id="parties">
          {parties.map((party) => (
            <option key={party} value={party} />
          ))}
        </datalist>
        <Fault error={sent.error} />
        <Actions>
          <Button type="submit" disabled={sent.busy}>
            {p(sent.busy ? 'do.wait' : 'members.inviteDo')}
          </Button>
        </Actions>
      </form>
    </Panel>
  );
}

interface TimeFieldProps {
  readonly name: 'from' | 'until';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TimeField({ name, value, onChange }: TimeFieldProps) {
  const { p } = usePeopleSpeech();
  return (
    <MomentField
      name={name}
      label={() => p(`members.${name}Field`)}
      says={(clock) => p('members.timeSays', { clock })}
      value={value}
      onChange={onChange}
    />
  );
}

function namesIn(text: string): readonly string[] {
  return text
    .split(/[,\s]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function invitedOf(
  { handle, roles, party, bodies, from, until }: typeof NOBODY,
  area: Area | undefined,
): Invited {
  return {
    handle,
    roles,
    ...(roles.includes('liaison-officer') ? { party } : {}),
    ...(roles.includes('body-member') ? { bodies: namesIn(bodies) } : {}),
    ...(area === undefined ? {} : { area }),
    // Typed on the clock of the page, and kept in UTC, as the record is.
    ...(from === '' ? {} : { from: `${from}:00Z` }),
    ...(until === '' ? {} : { until: `${until}:00Z` }),
  };
}
