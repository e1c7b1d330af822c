// Reports to incidents: linked, grouped, placed and explained. Pure: the same reports, models, clocks and decisions
// give the same incidents in every engine, in whatever order they came.
export { type FusedWhole, fuseWhole, type Learnt, learn } from './calibrate.ts';
export type { FusionChanges, FusionProposal } from './changes.ts';
export type { SourceClock } from './clocks.ts';
export type { Decision } from './constraints.ts';
export { DEFAULT_MODELS, MODELS_1 } from './default-models.ts';
export { Fuser, type KeptRows, keyOf } from './fuser.ts';
export type { FusedIncident, FusedLink } from './incident.ts';
export { KeyColumn } from './key-column.ts';
export { KeyIndex } from './key-index.ts';
export {
  FUSION_VERSION,
  parseSensorModels,
  SENSOR_MODELS_SCHEMA,
  type SensorModel,
  type SensorModels,
  sensorModelsForm,
  sensorModelsHash,
} from './models.ts';
export { Once } from './once.ts';
export type { FusionReport } from './report.ts';
export type { Column } from './tape.ts';
