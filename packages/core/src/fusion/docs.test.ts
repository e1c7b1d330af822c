import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser } from './fuser.ts';
import { parseSensorModels, sensorModelsHash } from './models.ts';

const docs = new URL('../../../../docs/', import.meta.url);

test('the worked example comes out as the page says', () => {
  const page = readFileSync(new URL('fusion.md', docs), 'utf8');
  const [reports, said] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) =>
    JSON.parse(block as string),
  );
  const fuser = new Fuser(DEFAULT_MODELS);
  fuser.add(reports);
  const [incident, ...others] = fuser.incidents();
  expect(others).toEqual([]);
  const { score, ...because } = said;
  expect(incident?.links[0]).toMatchObject({ score, because });
  expect(incident?.place.covariance).toEqual([36486, 0, 36486]);
});

test('the published models are the default ones, and read back as themselves', () => {
  const published = JSON.parse(readFileSync(new URL('formats/sensor-models.json', docs), 'utf8'));
  expect(published).toEqual(DEFAULT_MODELS);
  const read = parseSensorModels(published);
  expect(read.ok && sensorModelsHash(read.value)).toBe(sensorModelsHash(DEFAULT_MODELS));
});

test('models that miss a field, or name one that is not known, are refused by its name', () => {
  const { rate: _, ...without } = DEFAULT_MODELS;
  expect(parseSensorModels(without)).toMatchObject({ ok: false, refusal: { path: 'rate' } });
  expect(parseSensorModels({ ...DEFAULT_MODELS, rates: 1 })).toMatchObject({
    ok: false,
    refusal: { path: 'rates' },
  });
});
