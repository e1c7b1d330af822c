import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type Agreement, withGeometry } from '../../packages/core/src/agreement/index.ts';
import { expectAccepted } from '../../packages/core/src/base/index.ts';
import { readAgreementFile, readCasesFile } from '../../packages/server/src/intake/agreement-file.ts';
import { type Field, generator } from './events.ts';
import type { Ground, Task } from './probe.ts';

const library = resolve(import.meta.dirname, '../../agreements');
const YEAR = 31_557_600_000;
// No real place: the drawings are made up, so that every question of place has an answer that is near an edge.
const AROUND: readonly [number, number] = [-30, 10];

/** Every agreement of the library with made-up drawings for its lines and zones, and the facts of its worked cases. */
export async function makeTask(incidents: number, seed: number): Promise<Task> {
  const grounds: Ground[] = [];
  for (const id of readdirSync(library).sort()) {
    const file = join(library, id, 'agreement.yaml');
    if (!existsSync(file)) continue;
    const agreement = drawn(expectAccepted(await readAgreementFile(file)), generator(seed + grounds.length));
    const { cases } = expectAccepted(await readCasesFile(join(library, id, 'cases.yaml')));
    const facts = cases.flatMap((one) => one.facts ?? []);
    const field = fieldOf(
      agreement,
      cases.flatMap((one) => one.event ?? one.incident ?? []),
    );
    grounds.push({ id, agreement, facts, field });
  }
  return { grounds, seed, incidents };
}

interface Happening {
  readonly kind: string;
  readonly weapon?: { readonly class?: string; readonly name?: string };
  readonly measures?: { readonly [name: string]: number };
}

function fieldOf(agreement: Agreement, happenings: readonly Happening[]): Field {
  const words = (list: readonly (string | undefined)[]) => [
    ...new Set(list.filter((one) => one !== undefined)),
  ];
  const from = Date.parse(agreement['in-force'].utc) - YEAR / 12;
  return {
    kinds: words([
      'explosion',
      'shot',
      'artillery-fire',
      'presence',
      'movement',
      'uav-flight',
      'crossing',
      ...happenings.map(({ kind }) => kind),
    ]),
    classes: words([
      'howitzer',
      'artillery',
      'tank',
      'personnel',
      ...happenings.map(({ weapon }) => weapon?.class),
    ]),
    names: words(happenings.map(({ weapon }) => weapon?.name)),
    measures: words(happenings.flatMap(({ measures }) => Object.keys(measures ?? {}))),
    lines: Object.keys(agreement.lines ?? {}),
    from,
    to: from + 2 * YEAR,
    around: AROUND,
  };
}

/** The same agreement with a line or an outline for everything that it names and does not draw. */
function drawn(agreement: Agreement, random: () => number): Agreement {
  const geometry: { [file: string]: unknown } = {};
  const day = agreement.adopted.local.slice(0, 10);
  const draw = <T extends { readonly versions?: unknown; readonly maps?: unknown }>(
    sections: { readonly [name: string]: T } | undefined,
    make: () => unknown,
  ) =>
    Object.fromEntries(
      Object.entries(sections ?? {}).map(([name, one]) => {
        if (one.versions !== undefined || one.maps !== undefined) return [name, one];
        const file = `made-up/${name}.geojson`;
        geometry[file] = make();
        return [name, { ...one, versions: [{ from: day, file, tolerance: Math.floor(random() * 3) * 400 }] }];
      }),
    );
  const lines = draw(agreement.lines, () => lineAt(random));
  const zones = draw(agreement.zones, () => outlineAt(random));
  const sections = {
    ...(agreement.lines === undefined ? {} : { lines }),
    ...(agreement.zones === undefined ? {} : { zones }),
  };
  return expectAccepted(withGeometry({ ...agreement, ...sections }, geometry));
}

function lineAt(random: () => number): unknown {
  const coordinates = Array.from({ length: 40 }, (_, at) => [
    AROUND[0] - 0.6 + at * 0.03 + random() * 0.01,
    AROUND[1] + (random() - 0.5) * 0.3,
  ]);
  return { type: 'LineString', coordinates };
}

function outlineAt(random: () => number): unknown {
  const [east, north] = [AROUND[0] + (random() - 0.5) * 0.4, AROUND[1] + (random() - 0.5) * 0.4];
  const ring = Array.from({ length: 24 }, (_, at) => {
    const reach = 0.1 + random() * 0.3;
    const angle = (at / 24) * 2 * Math.PI;
    return [east + reach * Math.cos(angle), north + reach * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

/** Probe and core as one module: every engine runs the same file. */
export async function bundleProbe(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'probe.ts')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
