// Test-only: reports for whoever works on an incident.
import type { RunningServer } from './server.ts';

/** Two posts tell of one event, and a third of another, twenty minutes later and two kilometres away. */
export async function fileThree(server: RunningServer): Promise<readonly string[]> {
  const token = await server.operatorToken();
  const report = (number: number, source: string, minutes: number, at: readonly [number, number]) => ({
    id: `0198c9b2-7a10-4c7e-9d54-00000000090${number}`,
    ...{ source, kind: 'explosion', means: 'seen', phase: 'impact', count: [3, 3] },
    occurred: {
      from: `2026-11-10T21:${String(minutes).padStart(2, '0')}:10Z`,
      to: `2026-11-10T21:${String(minutes).padStart(2, '0')}:14Z`,
    },
    place: { type: 'point', at, radius: 150 },
    text: `Three impacts, counted by ${source}.`,
    lang: 'en',
  });
  const sent = [
    report(1, 'post-3', 3, [-28.03, 42.04]),
    report(2, 'post-4', 3, [-28.0301, 42.0401]),
    report(3, 'post-5', 23, [-28.01, 42.05]),
  ];
  const found: string[] = [];
  for (const body of sent) {
    const response = await fetch(`${server.url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'armistice-operator': token },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    found.push(((await response.json()) as { readonly key: string }).key);
  }
  return found;
}
