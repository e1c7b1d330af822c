// Test-only: what a mission keeps and publishes beside its entries.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Proposal, ProposalBook, type ProposalState } from '../desk/proposal-book.ts';
import { Accounts } from '../people/accounts.ts';
import { DeviceTokens } from '../people/device-tokens.ts';
import { Invitations } from '../people/invitations.ts';
import { keepAttachments } from '../record/attachments.ts';
import type { OpenLog } from '../record/folder.ts';

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Publishes an attachment, out of a folder that is empty, and the rows of a statement. */
export async function publishBeside(
  { log, keys, disk }: OpenLog,
  picture: Uint8Array,
  rows: Uint8Array,
  folder: string,
): Promise<void> {
  await writeFile(join(folder, 'picture'), picture);
  const value = [{ sha256: sha256(picture), type: 'image/jpeg' }];
  const fields = [{ name: 'attachments', value, audience: 'public', part: 'detail' as const }];
  await keepAttachments(disk, { kind: 'report', audience: 'public', body: { fields } }, folder);
  await disk.replace('public/derived/3/incidents.ndjson', rows);
  const open = { size: 3, derived: { 'incidents.ndjson': `sha256:${sha256(rows)}` } };
  await log.append([log.draft({ kind: 'statement', audience: 'public', body: { open } }, keys.sequencer)]);
  await log.publish();
}

/** A token and a code that were given out. */
export interface Given {
  readonly token: string;
  readonly code: string;
}

const STATES = ['open', 'agreed', 'done'] as const;

/** Credentials of a head, a device, somebody invited and somebody who was deleted; and proposals that wait, or are over. */
export async function peopleOfThen(folder: string, password: string, deleted: string): Promise<Given> {
  const book = new ProposalBook(folder);
  for (const state of STATES) book.add(proposalIn(state), state);
  book.close();
  const accounts = await accountsIn(folder);
  await accounts.make('head', password);
  await accounts.make(deleted, password);
  accounts.drop(deleted);
  const token = new DeviceTokens(accounts.db, Date.now).make('camera-1', 'head');
  const code = new Invitations(accounts.db, Date.now).make('duty-1', 'head');
  accounts.close();
  return { token, code };
}

/** What of it is there in a folder, or still opens something. */
export async function whatOpens(folder: string, { token, code }: Given): Promise<object> {
  const accounts = await accountsIn(folder);
  const book = new ProposalBook(folder);
  try {
    const [device, invited] = [
      new DeviceTokens(accounts.db, Date.now).handleOf(token),
      new Invitations(accounts.db, Date.now).handleOf(code),
    ];
    return {
      ...(accounts.has('head') ? { account: true } : {}),
      ...(device === undefined ? {} : { token: device }),
      ...(invited === undefined ? {} : { code: invited }),
      proposals: STATES.filter((id) => book.get(id) !== undefined),
    };
  } finally {
    accounts.close();
    book.close();
  }
}

function accountsIn(folder: string): Promise<Accounts> {
  return Accounts.open({
    folder,
    url: new URL('http://localhost'),
    memberEntry: () => 0,
    now: () => Date.now(),
  });
}

function proposalIn(state: ProposalState): Proposal {
  return {
    ...{ id: state, type: 'member', act: 'invite-member', askedAs: 'invite-member' },
    ...{ target: { audience: 'public' }, what: null, digest: state, state },
    ...{ asker: { handle: 'head', roles: ['head'] }, at: Date.now(), expires: Date.now() + 1_000_000 },
  };
}
