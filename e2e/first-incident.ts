// Test-only: an incident to look at.
import { setTimeout } from 'node:timers/promises';
import type { RunningServer } from './server.ts';

/** The id of one incident that everyone may read; the exercise has one soon after the start. */
export async function firstIncident({ url }: Pick<RunningServer, 'url'>): Promise<string> {
  for (let tries = 0; tries < 120; tries++) {
    const answer = await fetch(`${url}/api/incidents?limit=1`);
    const { incidents = [] } = (await answer.json()) as { incidents?: { incident: { id: string } }[] };
    const id = incidents[0]?.incident.id;
    if (id !== undefined) return id;
    await setTimeout(500);
  }
  throw new Error('the exercise has no incident');
}
