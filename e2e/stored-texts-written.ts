// Test-only: one text of ill will, written wherever the record takes words of people, by whoever may write them there.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERY_LINE } from '../packages/core/src/mission/index.ts';
import type { RunningServer } from './server.ts';
import { HEAD, Pen } from './stored-texts-pen.ts';

export const RAN = 'ranFromStoredText';
/** Ends the isolate that it stands in, and turns what follows. */
const TURN = '\u2069\u2069\u202e';
const WORDS = 'w'.repeat(40);
const SCRIPT = [
  `<script>${RAN}=1</script>"'><img src=x onerror="${RAN}=1">`,
  `<svg onload=${RAN}=1></title>`,
  `${WORDS}${TURN}`,
].join(' ');
/** The same after words of ours, by which a page is seen to show just this one. */
export const ill = (mark: string) => `${mark}: ${SCRIPT}`;
/** A number is forty characters long at most. */
const NUMBER = `<img src=x onerror=${RAN}=1>\u2069`;

const [DUTY, COMMISSIONER] = ['exercise-duty-officer', 'exercise-commissioner'];
const [CUSTODIAN, OTHER_CUSTODIAN] = ['exercise-custodian', 'exercise-second-custodian'];
const COMMISSION = 'exercise-commission';
const [NORTH, SOUTH] = ['exercise-liaison-north', 'exercise-liaison-south'];
const HOUR = 3_600_000;
const moment = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** What the pages are asked for by name. */
export interface Written {
  /** Id of the incident. */
  readonly incident: string;
  readonly bulletin: string;
  /** Id of the proposal of another bulletin, which waits. */
  readonly draft: string;
  /** Entries by their kind, the last of each. */
  readonly entries: { readonly [kind: string]: number };
}

/** Has it stand in every place that a page shows: rules, reports, casework, what parties and bodies say, bulletins, the vault. */
export async function writeEverywhere(server: RunningServer): Promise<Written> {
  const pen = new Pen(server);
  await writeRules(pen);
  const [incident = '', other = ''] = await fileReports(pen);
  await writeCasework(pen, incident, other);
  await writeByParties(pen, server, incident);
  await writeObservation(pen);
  await askInVault(pen, server);
  const [bulletin, draft] = await publish(pen);
  const told = await fetch(`${server.url}/api/incidents/${incident}`);
  const { id } = ((await told.json()) as { readonly incident: { readonly id: string } }).incident;
  return { incident: id, bulletin, draft, entries: pen.entries };
}

/** The title of the mission and the name of its commission. */
async function writeRules(pen: Pen): Promise<void> {
  const commission = {
    ...{
      name: ill('name of a body'),
      does: ['attribute', 'find', 'coordinate'],
      members: ['north', 'south'],
    },
    quorum: { 'at-least': 1 },
  };
  const { body } = await pen.last('mission');
  const rules = {
    ...body,
    title: ill('title of the mission'),
    rests: 'on-any-status',
    bodies: { [COMMISSION]: commission },
  };
  await pen.agreed('exercise-administrator', 'mission', rules);
  const rule = { rule: 'of-ill-will', version: 1, says: ill('rule of counting') };
  await pen.write(HEAD, 'counting-rule', { ...EVERY_LINE, ...rule });
}

/** One event, seen from two posts: its place is named, and told in words. */
async function fileReports(pen: Pen): Promise<readonly string[]> {
  const [from, to] = [moment(-0.02), moment(-0.02)];
  const keys: string[] = [];
  for (const [number, source] of ['post-3', 'post-4'].entries()) {
    const filed = await pen.must(201, '/api/reports', {
      ...{ id: `0198c9b2-7a10-4c7e-9d54-00000000abc${number}`, source, kind: 'explosion' },
      ...{
        occurred: { from, to },
        text: ill(`words of ${source}`),
        means: 'seen',
        weapon: { class: 'mortar', name: ill('weapon') },
      },
      place: { type: 'named', name: ill(`place of ${source}`), at: [-28.03, 42.05], radius: 2000 },
    });
    keys.push(String(filed.key));
  }
  return keys;
}

/** What the staff says of the incident, and what waits for a second person or was refused one. */
async function writeCasework(pen: Pen, incident: string, other: string): Promise<void> {
  await pen.write(DUTY, 'grade', { report: incident, grade: 'B2', reason: ill('reason of a grade') });
  await pen.write(DUTY, 'assessment', {
    incident,
    status: 'under inquiry',
    reason: ill('reason of an assessment'),
    standard: ill('standard'),
  });
  await pen.write(DUTY, 'join', { reports: [incident, other], reason: ill('reason of a join') });
  await pen.write(DUTY, 'number', { incident, number: NUMBER });
  await pen.write(DUTY, 'claim', { incident, note: ill('note of a claim') }, 'mission');
  const inquiry = {
    incident,
    due: moment(24),
    asks: ill('asks of an inquiry'),
    risk: ill('risk of an inquiry'),
  };
  await pen.write(DUTY, 'inquiry', inquiry, 'mission');
  const fact = { fact: 'minefield-records', at: moment(-1), by: 'north', id: ill('name of a fact') };
  await pen.write(DUTY, 'fact', fact);
  await pen.write(DUTY, 'correction', { entry: pen.entries.grade, reason: ill('reason of a correction') });
}

/** What the commission finds, with its dissent, and what both parties say of it. */
async function writeByParties(pen: Pen, server: RunningServer, incident: string): Promise<void> {
  const asked = await fetch(`${server.url}/api/agreements/exercise-north-south`);
  const { agreement } = (await asked.json()) as { readonly agreement: AgreementTold };
  const { id: clause = '', anchor } = agreement.clauses.find(({ id }) => id === '1') ?? {};
  const found = {
    vote: { for: { south: 1 }, abstained: { north: 1 } },
    dissent: [{ by: 'north', text: ill('dissent') }],
  };
  const body = (kind: string, one: object) =>
    pen.sign(COMMISSIONER, 'body', COMMISSION, kind, {
      incident,
      reason: ill(`reason of the ${kind}`),
      ...one,
      ...found,
    });
  await body('attribution', {
    attribution: 'assessed',
    party: 'north',
    basis: ill('basis'),
    confidence: 0.8,
  });
  const on = { agreement: agreement.agreement, version: agreement.version, clause, words: anchor?.words };
  await body('finding', {
    ...on,
    finding: 'violation',
    class: ill('class'),
    remedy: ill('remedy'),
    due: moment(48),
  });
  for (const [as, party, about] of [
    [SOUTH, 'south', 'facts'],
    [NORTH, 'north', 'finding'],
  ] as const) {
    const position = {
      incident,
      on: about,
      stance: 'contests',
      text: ill(`position of ${party}`),
      lang: 'en',
    };
    await pen.sign(as, 'party', party, 'position', position);
  }
  const complaint = { report: incident, text: ill('words of a complaint'), asks: ill('asks of a complaint') };
  const index = await pen.sign(SOUTH, 'party', 'south', 'complaint', complaint);
  await pen.write(DUTY, 'answer', { complaint: index, text: ill('answer') });
}

interface AgreementTold {
  readonly agreement: string;
  readonly version: number;
  readonly clauses: readonly { readonly id: string; readonly anchor: { readonly words: string } }[];
}

/** Who could observe, and who was kept from it, in the words of those who asked. */
async function writeObservation(pen: Pen): Promise<void> {
  const stretch = { area: 'east', from: moment(-2), to: moment(-1) };
  const sees = { type: 'named', name: ill('what is seen'), at: [-28.03, 42.05], radius: 2000 };
  const seen = { source: 'post-3', at: [-28.03, 42.05], sees, state: 'observing' };
  await pen.write(DUTY, 'coverage', { id: 'ill-will', ...stretch, ...seen }, 'mission');
  await pen.write(DUTY, 'coverage', {
    id: SCRIPT.slice(0, 80),
    ...stretch,
    state: 'summed',
    hours: 1,
    of: 2,
  });
  const told = { role: ill('role'), reason: ill('reason of a refusal'), condition: ill('condition') };
  await pen.write(DUTY, 'access', {
    id: 'ill-will',
    ...stretch,
    answer: 'conditional',
    party: 'north',
    ...told,
  });
  await pen.write(DUTY, 'post', { post: 'post-3', area: 'east', name: ill('name of a post') });
  await pen.write(DUTY, 'source', {
    source: 'post-3',
    of: 'mission',
    area: 'east',
    name: ill('name of a source'),
  });
}

/** An asking of one custodian, for the other to read. */
async function askInVault(pen: Pen, server: RunningServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'armistice-vault-'));
  const custodians: string[] = [];
  for (const handle of [CUSTODIAN, OTHER_CUSTODIAN]) {
    await writeFile(join(folder, handle), `the long passphrase of ${handle}`);
    custodians.push('--custodian', handle, '--passphrase', `${handle}=${join(folder, handle)}`);
  }
  await server.command('vault', 'init', 'data', ...custodians);
  await rm(folder, { recursive: true });
  await pen.must(
    201,
    '/api/vault/identities',
    { source: 'post-3', identity: { name: ill('name') } },
    CUSTODIAN,
  );
  await pen.must(
    201,
    '/api/vault/askings',
    { act: 'open', source: 'post-3', reason: ill('reason of an asking') },
    CUSTODIAN,
  );
}

/** A bulletin with words of a person, agreed to, with an erratum; and the next, which waits for a second person. */
async function publish(pen: Pen): Promise<readonly [bulletin: string, draft: string]> {
  const drafted = async (number: string) => {
    const wish = {
      ...{ number, type: 'daily', from: moment(-24), to: moment(0), rule: { rule: 'of-ill-will' } },
      remarks: [{ section: 'summary', text: ill('remark'), lang: 'en' }],
      title: ill('title'),
    };
    return (await pen.must(200, '/api/bulletins/draft', wish, DUTY)).body as object;
  };
  await pen.agreed(DUTY, 'bulletin', await drafted('2/2026'));
  const changes = [{ figure: 'title', was: ill('title'), is: ill('is now') }];
  const erratum = { bulletin: '2/2026', reason: ill('because'), changes };
  await pen.ask(DUTY, 'erratum', erratum, 'waits');
  const refused = await pen.ask(DUTY, 'erratum', erratum, 'refused');
  await pen.must(200, `/api/proposals/${refused}/refuse`, { reason: ill('refused because') }, HEAD);
  await pen.agreed(DUTY, 'erratum', { ...erratum, reason: ill('reason of an erratum') });
  return ['2/2026', await pen.ask(DUTY, 'bulletin', await drafted('3/2026'))];
}
