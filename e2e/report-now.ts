// Test-only: what happened just now, for whoever works off the queue.
import { setTimeout } from 'node:timers/promises';
import type { RunningServer } from './server.ts';

interface Happened {
  /** Makes the report's id and, unless they are given, its place and its post: 1 to 99. */
  readonly number: number;
  readonly kind: string;
  /** In fifths of a degree: what has the same lies at one place. */
  readonly place?: number;
  readonly post?: string;
  /** UTC milliseconds; an hour ago unless stated. */
  readonly end?: number;
}

/** A post reports something, far from everything else unless its place is given; answers the key of the report. */
export async function report(
  server: RunningServer,
  { number, kind, place = number, post = `post-${60 + number}`, end = Date.now() - 3_600_000 }: Happened,
): Promise<string> {
  const body = {
    ...{ id: `0198c9b2-7a10-4c7e-9d54-00000000a0${String(number).padStart(2, '0')}`, source: post, kind },
    occurred: { from: new Date(end - 1000).toISOString(), to: new Date(end).toISOString() },
    place: { type: 'point', at: [-28.6 + place / 5, 42.05], radius: 200 },
    ...{ means: 'seen', text: `EXERCISE (simulated). Account ${number}.`, lang: 'en' },
  };
  const answer = await fetch(`${server.url}/api/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'armistice-operator': await server.operatorToken() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { key } = (await answer.json()) as { readonly key: string };
  await shown(server, key);
  return key;
}

/** Waits until a report is made of what was acknowledged: acknowledged is kept, and read a little later. */
async function shown(server: RunningServer, key: string): Promise<void> {
  const headers = { 'armistice-operator': await server.operatorToken() };
  for (let tries = 0; tries < 240; tries++) {
    if ((await fetch(`${server.url}/api/reports/${key}?audience=mission`, { headers })).ok) return;
    await setTimeout(100);
  }
  throw new Error(`the report ${key} is not shown`);
}
