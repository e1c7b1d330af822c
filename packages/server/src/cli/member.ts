import { resolve } from 'node:path';
import { isMemberAt, MISSION } from '@armistice/core/mission';
import { Accounts } from '../people/accounts.ts';
import { BroughtBack } from '../people/brought-back.ts';
import { Invitations } from '../people/invitations.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { withMission } from './import-mission.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';

const NAME = 'member';

const USAGE = `armistice member list <data folder>
armistice member invite <data folder> --handle <handle>
armistice member end <data folder> --handle <handle> --reason <text>

For whoever keeps the machine, where nobody can do it in the browser.

"list" shows who is a member, in which roles. "invite" makes a new code for a member who lost the way in, or when
private/accounts.sqlite is gone; with its use, whatever gave entry before ends. A running server is no hindrance for both.
"end" ends a member, and takes the server stopped.

  --handle <handle>    who
  --reason <text>      why, for the record
  --json               one line for a program`;

const OPTIONS = {
  handle: { type: 'string' },
  reason: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const memberCommand: Command = {
  name: NAME,
  summary: 'list members, invite one again, or end one, on the machine',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [verb = '', folder, ...others] = positionals;
    if (!['list', 'invite', 'end'].includes(verb) || folder === undefined || others.length > 0)
      throw usageError(NAME, 'say: member list <data folder>, member invite … or member end …');
    const { handle, reason, json } = values;
    if (verb === 'list') return list(folder, json, io);
    if (handle === undefined) throw usageError(NAME, `"${verb}" needs --handle`);
    if (verb === 'invite') return invite(folder, handle, json, io);
    if (reason === undefined) throw usageError(NAME, '"end" needs --reason');
    return end(folder, { handle, reason, state: values.state ?? io.env.ARMISTICE_STATE }, io);
  },
};

async function membersOf(folder: string) {
  return (await folded(await openPlace(folder), MISSION)).members;
}

function nobody(handle: string): CommandError {
  return new CommandError(
    `nobody is a member as "${handle}"`,
    `see who is: armistice ${NAME} list <data folder>`,
  );
}

async function list(folder: string, json: boolean, io: Io): Promise<ExitCode> {
  const members = [...(await membersOf(folder)).values()].map(({ body }) => body);
  if (json) io.out(`${JSON.stringify({ ok: true, members })}\n`);
  else
    for (const member of members) {
      const { handle, roles, party, ended } = member;
      const over = ended === true ? 'ended' : isMemberAt(member, io.now()) ? '' : 'not now';
      io.out(`${[handle, roles.join(','), party ?? '', over].join('\t')}\n`);
    }
  return EXIT.yes;
}

function accountsOf(folder: string, { now }: Io): Promise<Accounts> {
  const url = new URL('http://localhost');
  return Accounts.open({ ...{ folder: resolve(folder), url, now }, memberEntry: () => -1 });
}

async function invite(folder: string, handle: string, json: boolean, io: Io): Promise<ExitCode> {
  const member = (await membersOf(folder)).get(handle);
  if (member === undefined || member.body.ended === true) throw nobody(handle);
  const accounts = await accountsOf(folder, io);
  try {
    const code = new Invitations(accounts.db, io.now).make(handle, 'operator');
    // Whoever keeps the machine says with it that they are a member still, also after a restore.
    new BroughtBack(accounts.db, io.now).review(handle, 'operator');
    io.out(json ? `${JSON.stringify({ ok: true, handle, invitation: code })}\n` : `${code}\n`);
    io.err(`for ${handle}: it works once, within a week, at /join on the server's address\n`);
  } finally {
    accounts.close();
  }
  return EXIT.yes;
}

async function end(
  folder: string,
  {
    handle,
    reason,
    state,
  }: { readonly handle: string; readonly reason: string; readonly state: string | undefined },
  io: Io,
): Promise<ExitCode> {
  await withMission(resolve(folder), state, io, async (mission) => {
    const member = mission.members.get(handle);
    if (member === undefined || member.entry.ended === true) throw nobody(handle);
    const { with: _, ...kept } = member.entry;
    await mission.appointing.write({ ...kept, ended: true, by: 'operator', reason });
  });
  const accounts = await accountsOf(folder, io);
  accounts.drop(handle);
  accounts.close();
  io.out(`${handle}\n`);
  io.err('ended: their sessions and tokens open nothing, as the record knows it\n');
  return EXIT.yes;
}
