import { describe, expect, test } from 'vitest';
import { importSource } from './testing.ts';

describe("the project's own form", () => {
  const report = {
    id: '0198c9b2-7a10-4c7e-9d54-0d6a6b1f0001',
    source: 'post-3',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:03:10Z' },
    place: { type: 'point', at: [37.5, 48.5], radius: 10 },
  };
  const line = (change: object) => JSON.stringify({ ...report, ...change });

  test('goes in as it is; the same twice is one, another under its id comes back', async () => {
    const { counts, rejections } = await importSource(
      'ndjson',
      [line({}), line({}), line({ kind: 'flare' })].join('\n'),
    );
    expect(counts).toMatchObject({ rows: 3, accepted: 2, rejected: 1, reports: 1, repeated: 1 });
    expect(rejections[0]).toMatchObject({ line: 3, code: 'report/another' });
  });

  test('may be one JSON value, a report or a list of them, over as many lines as it likes', async () => {
    const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);
    expect((await importSource('json', pretty(report))).counts).toMatchObject({ rows: 1, accepted: 1 });
    const { counts, returned } = await importSource('json', pretty([report, { ...report, kind: 'x' }, 7]));
    expect(counts).toMatchObject({ rows: 3, accepted: 1, rejected: 2 });
    expect((await importSource('json', returned)).counts).toMatchObject({ rows: 2, rejected: 2 });
  });

  test('that was rejected goes in once it is mended', async () => {
    const { returned } = await importSource('ndjson', `${line({ kind: 'explosoin' })}\n{"id":\n`);
    expect(returned).toMatch(/did you mean \\"explosion\\"/);
    const mended = returned.replace('"explosoin"}', '"explosion"}').replace('"explosoin",', '"explosion",');
    expect((await importSource('ndjson', mended)).counts).toMatchObject({
      rows: 2,
      accepted: 1,
      rejected: 1,
    });
  });
});
