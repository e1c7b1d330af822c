import { describe, expect, test } from 'vitest';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { FusionReport } from './report.ts';
import { uuid } from './testing.ts';

// The worked case of the field guide: post P1 hears 40 mortar bursts 21:00–21:40, 5 at 22:05, 6 at 23:30, and sees 2
// flares at 21:10. Post P2 hears 38 of the first 40, then loses power.

let next = 0;
const report = (
  source: string,
  from: string,
  to: string,
  count: number,
  change: object = {},
): FusionReport => ({
  id: uuid(next++),
  source,
  kind: 'burst',
  occurred: { from: `2026-11-20T${from}Z`, to: `2026-11-20T${to}Z` },
  place: { type: 'point', at: [-28.01, 42.03], radius: 1500 },
  count: [count, count],
  means: 'heard',
  weapon: { class: 'mortar' },
  ...change,
});

const ofP1 = (): FusionReport[] => [
  report('p1', '21:00:00', '21:40:00', 40),
  report('p1', '22:05:00', '22:05:30', 5),
  report('p1', '23:30:00', '23:30:30', 6),
  report('p1', '21:10:00', '21:10:20', 2, { kind: 'flare', means: 'seen', weapon: {} }),
];

/** Of a kind, each incident once: what another covers is in the other's count. */
function counted(incidents: readonly FusedIncident[], kind: string): number {
  const covered = new Set(incidents.flatMap(({ covers }) => covers));
  return incidents
    .filter((incident) => incident.kind === kind && !covered.has(incident.id))
    .reduce((sum, { count }) => sum + count.best, 0);
}

function fused(reports: readonly FusionReport[]): readonly FusedIncident[] {
  const fuser = new Fuser(DEFAULT_MODELS);
  fuser.add(reports);
  return fuser.incidents();
}

describe('the worked case: 51 explosions, and 2 flares in their own class', () => {
  test('where both posts file the barrage as one report', () => {
    const incidents = fused([...ofP1(), report('p2', '21:00:00', '21:40:00', 38)]);
    expect(counted(incidents, 'burst')).toBe(51);
    expect(counted(incidents, 'flare')).toBe(2);
  });

  test('where the second post files burst by burst', () => {
    const singles = Array.from({ length: 38 }, (_, at) => {
      const minute = String(at + 1).padStart(2, '0');
      return report('p2', `21:${minute}:00`, `21:${minute}:05`, 1);
    });
    const incidents = fused([...ofP1(), ...singles]);
    expect(counted(incidents, 'burst')).toBe(51);
    expect(counted(incidents, 'flare')).toBe(2);
    const whole = incidents.find(({ covers }) => covers.length > 0);
    expect(whole?.covers).toHaveLength(38);
    expect(whole?.links.every(({ type }) => type === 'covers')).toBe(true);
  });
});

describe('a source is counted once', () => {
  test('what a paper repeats after a post adds no origin, and no incident', () => {
    const seen = report('post', '21:00:00', '21:00:10', 1);
    const told = report('paper', '20:00:00', '22:00:00', 1, { means: 'media', derivedFrom: [seen.id] });
    const incidents = fused([seen, told]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ origins: 1, diffuse: false });
    expect(incidents[0]?.reports).toHaveLength(2);
  });

  test('two reports of one source are two incidents, however near', () => {
    const incidents = fused([
      report('post', '21:00:00', '21:00:10', 1),
      report('post', '21:00:05', '21:00:15', 1),
    ]);
    expect(incidents).toHaveLength(2);
  });

  test('the same report sent again under another id is one', () => {
    const once = report('post', '21:00:07', '21:00:19', 3);
    const incidents = fused([once, { ...once, id: uuid(90_000) }]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ origins: 1, count: { best: 3 } });
  });

  test('bursts filed one by one at rounded times stay as many as were filed', () => {
    const burst = report('post', '21:01:00', '21:02:00', 1);
    expect(fused([burst, { ...burst, id: uuid(90_001) }, { ...burst, id: uuid(90_002) }])).toHaveLength(3);
  });
});
