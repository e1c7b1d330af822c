// Test-only: a case on a server of its own, with people, parties and bodies that write over its API.
import { join } from 'node:path';
import type { Agreement } from '@armistice/core/agreement';
import { reportKey } from '@armistice/core/mission';
import { type Actor, ANYBODY } from '@armistice/core/rights';
import { type App, buildApp } from '../app.ts';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import { deskRules, enrol, introduce, type OwnKey, passkey, person, plainKey, signedBy } from './testing.ts';

const AS = 'x-as';
const PEOPLE: { readonly [name: string]: Actor } = Object.fromEntries(
  [
    person('duty-1', ['duty-officer']),
    person('verifier-1', ['verifier']),
    person('verifier-2', ['monitor', 'verifier']),
    person('head-1', ['head']),
    person('head-2', ['head']),
    person('duty-2', ['duty-officer']),
    person('camera-1', ['device'], { sources: ['post-12'] }),
    person('lo-north', ['liaison-officer'], { party: 'north' }),
    person('lo-south', ['liaison-officer'], { party: 'south' }),
    person('member-1', ['body-member'], { bodies: ['commission', 'council'] }),
    person('monitor-1', ['monitor']),
    person('monitor-2', ['monitor']),
  ].map((one) => [one.handle, one]),
);

/** A mission at its desk. */
export interface TestCase {
  readonly here: TestMission;
  readonly app: App;
  readonly keys: { readonly [subject: string]: OwnKey };
  end(): Promise<void>;
}

/** Starts it: staff with offices, a party with a plain key and one with a passkey, a commission and a council. */
export async function testCase(): Promise<TestCase> {
  const here = await testMission();
  const keys = {
    ...{ north: plainKey(), south: passkey('https://room.example') },
    ...{ commission: plainKey(), council: plainKey() },
  };
  await here.mission.setRules(
    deskRules({ 'duty-1': ['duty'], 'verifier-1': ['verify'], 'head-1': ['chair'] }),
  );
  await enrol(here.open, Object.values(PEOPLE));
  const roleOf = (subject: string) => (subject === 'north' || subject === 'south' ? 'party' : 'body');
  await introduce(
    here.open,
    Object.entries(keys).map(([subject, key]) => [key, roleOf(subject), subject]),
  );
  await here.mission.settled();
  const app = await buildApp({
    ...{ mission: here.mission, desk: here.desk, publicFolder: join(here.folder, 'public'), web: {} },
    operatorToken: 'of nobody in this test',
    actorOf: (request) => PEOPLE[String(request.headers[AS])] ?? ANYBODY,
    onFault: () => undefined,
  });
  return { here, app, keys, end: () => app.close().then(() => here.end()) };
}

/** What was answered, with the status. */
export interface Answered {
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  readonly index?: number;
  readonly became?: string;
  readonly incident?: object;
}

/** Somebody sends something. */
export const post = ({ app }: TestCase, url: string, as: string, payload: object) =>
  app.inject({ method: 'POST', url, headers: { [AS]: as }, payload });

/** Somebody of the staff writes. */
export async function staff(its: TestCase, as: string, kind: string, body: object): Promise<Answered> {
  const response = await post(its, '/api/entries', as, { kind, body });
  return { status: response.statusCode, ...response.json() };
}

/** Somebody signs in the name of a party or body, and sends it. */
export async function signed(
  its: TestCase,
  as: string,
  subject: string,
  kind: string,
  body: object,
): Promise<Answered> {
  const sent = signedBy(its.keys[subject] as OwnKey, kind, body as Parameters<typeof signedBy>[2]);
  const response = await post(its, '/api/entries', as, sent);
  return { status: response.statusCode, ...response.json() };
}

/** Posts report one event, on a day of November of its own; answers the key of the first report. */
export async function reported(
  { here }: TestCase,
  day: number,
  posts: readonly string[] = ['post-3', 'post-4'],
): Promise<string> {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  const occurred = { from: `${date}T21:03:10Z`, to: `${date}T21:05:00Z` };
  const reports = posts.map((source, at) => secretReport(1000 + 10 * day + at, { source, occurred }));
  await here.mission.file(reports);
  await here.mission.settled();
  return reportKey(reports[0] as (typeof reports)[number]);
}

/** An incident as the mission reads it. */
export async function standing({ app }: TestCase, incident: string) {
  const url = `/api/incidents/${incident}?audience=mission`;
  return (await app.inject({ url, headers: { [AS]: 'duty-1' } })).json().incident;
}

/** An event of that day, taken up to verified by two. */
export async function verified(its: TestCase, day: number): Promise<string> {
  const incident = await reported(its, day);
  for (const status of ['under inquiry', 'corroborated'])
    await staff(its, 'duty-1', 'assessment', { incident, status });
  const body = { incident, status: 'verified', reason: 'craters measured on the spot' };
  await staff(its, 'duty-1', 'assessment', body);
  const { became, status } = await staff(its, 'verifier-1', 'assessment', body);
  if (became !== 'taken') throw new Error(`it is not verified: ${status}`);
  return incident;
}

/** The clause of the exercise that forbids fire, as a finding names it. */
export function clause({ here }: TestCase): object {
  const text: Agreement | undefined = here.derived.view.agreements.find(
    ({ agreement }) => agreement.agreement === 'exercise-north-south',
  )?.agreement;
  const words = text?.clauses.find(({ id }) => id === '1')?.anchor.words;
  return { agreement: text?.agreement, version: text?.version, clause: '1', words };
}
