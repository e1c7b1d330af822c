import type { SensorModel, SensorModels } from './models.ts';

// Judgement, not measurement: round numbers that hold for the craft in general. Whoever has measured a sensor states
// it in a file of the same form, under the handle of the source.

type Spread = Pick<SensorModel, 'exact' | 'generic' | 'family'>;
const EYE: Spread = { exact: 0.72, generic: 0.14, family: 0.11 };
const EAR: Spread = { exact: 0.6, generic: 0.22, family: 0.15 };
const INSTRUMENT: Spread = { exact: 0.7, generic: 0.2, family: 0.08 };

function model(
  spread: Spread,
  [placeScale, placeFloor]: readonly [number, number],
  [timeScale, timeFloor, clock]: readonly [number, number, number],
  range: number,
  sound = false,
): SensorModel {
  return { placeScale, placeFloor, timeScale, timeFloor, clock, range, sound, ...spread };
}

/** The models that missions went by before it was modelled how incidents crowd: records name them by their hash. */
export const MODELS_1: SensorModels = {
  version: 1,
  rate: 1e-12,
  diffuse: { rate: 1e-14, missed: 0.2, gate: 9 },
  sound: { speed: 343, spread: 0.03 },
  gate: 25,
  same: { seconds: 300, metres: 4000, weight: 0.2 },
  sharp: { seconds: 1200, metres: 6000 },
  group: { least: 5, seconds: 1200, share: 0.2 },
  span: { share: 0.05, width: 0.8, floor: -3 },
  lasting: { seconds: 1800, kinds: ['presence', 'movement', 'jamming', 'access'] },
  crowd: { days: 7, floor: 100, factor: 4 },
  count: { spread: 0.2, equal: 1, floor: -4 },
  phase: { same: 0.2, opposite: -3 },
  weapon: { same: 0.7, other: -1, calibreSame: 0.7, calibreOther: -1, calibreWithin: 0.06 },
  repeats: 4,
  means: {
    seen: model(EYE, [1.2, 120], [1.2, 3, 15], 20_000),
    heard: model(EAR, [1.2, 200], [1.2, 4, 15], 25_000, true),
    camera: model(EYE, [1.2, 80], [1.2, 2, 8], 20_000),
    uav: model(EYE, [1.2, 60], [1.2, 3, 8], 20_000),
    acoustic: model(INSTRUMENT, [1.2, 100], [1.2, 2, 6], 30_000, true),
    seismic: model(INSTRUMENT, [1.2, 300], [1.2, 2, 6], 100_000),
    radar: model(INSTRUMENT, [1.2, 80], [1.2, 2, 6], 40_000),
    satellite: model(INSTRUMENT, [1.2, 300], [1.2, 30, 5], 100_000),
    told: model(EAR, [1.3, 300], [1.3, 60, 30], 30_000),
    media: model(EAR, [1.3, 500], [1.3, 60, 30], 100_000),
    document: model(EAR, [1.3, 300], [1.2, 60, 30], 100_000),
    unknown: model(EAR, [1.3, 300], [1.3, 30, 30], 100_000),
  },
  sources: { known: [], scales: [] },
  kinds: [
    {
      generic: ['explosion', 'burst'],
      shares: {
        explosion: 0.3,
        burst: 0.1,
        'artillery-fire': 0.07,
        'mortar-fire': 0.08,
        'mlrs-fire': 0.03,
        'tank-fire': 0.03,
        projectile: 0.03,
        damage: 0.02,
        casualty: 0.02,
        mine: 0.01,
        demining: 0.01,
        exercise: 0.01,
      },
    },
    { generic: ['shot'], shares: { shot: 0.05, 'small-arms-fire': 0.07, 'fire-on-monitors': 0.01 } },
    { generic: [], shares: { 'uav-flight': 0.04, 'aircraft-flight': 0.01 } },
    { generic: [], shares: { presence: 0.03, movement: 0.02, fortification: 0.01 } },
    { generic: [], shares: { flare: 0.02 } },
    {
      generic: [],
      shares: { access: 0.01, jamming: 0.01, detention: 0.01, notification: 0.005, other: 0.005 },
    },
  ],
};

/** The models that apply where a mission has adopted no others. */
export const DEFAULT_MODELS: SensorModels = {
  ...MODELS_1,
  version: 2,
  diffuse: { ...MODELS_1.diffuse, cluster: 0.25 },
};
