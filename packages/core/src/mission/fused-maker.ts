import { expectAccepted } from '../base/index.ts';
import {
  DEFAULT_MODELS,
  FUSION_VERSION,
  MODELS_1,
  type SensorModels,
  sensorModelsHash,
} from '../fusion/index.ts';
import { canonicalJson, type Json } from '../record/index.ts';
import { Fused, type Kept } from './fused.ts';
import type { GroupingMaker } from './grouping.ts';
import type { FusionParameters } from './publication-forms.ts';

/** Reports fused under these sensor models; the method names the version of fusion, and the models by hash. */
export function fusedBy(models: SensorModels): GroupingMaker {
  return {
    method: `fusion ${FUSION_VERSION} ${hashOf(models)}`,
    make: (reports, snapshot, kept) => {
      const made = new Fused(models, reports);
      return snapshot === undefined ? made : made.restore(snapshot as Kept, kept);
    },
  };
}

function hashOf(models: SensorModels): string {
  return `sha256:${sensorModelsHash(models)}`;
}

/** Fusion under the sensor models of this program. */
export const FUSED: GroupingMaker = fusedBy(DEFAULT_MODELS);

/** Body of the entry by which a mission takes fusion up, under the sensor models of this program. */
export const FUSION_ENTRY: { readonly version: number; readonly hash: string } = {
  version: DEFAULT_MODELS.version,
  hash: hashOf(DEFAULT_MODELS),
};

/** Body of the entry by which a mission takes up these sensor models, with their content. */
export function fusionEntryOf(models: SensorModels): FusionParameters {
  return { version: models.version, hash: hashOf(models), parameters: models };
}

/** Sensor models that this program has, the first for new missions. */
const SHIPPED: readonly SensorModels[] = [DEFAULT_MODELS, MODELS_1];
const BY_HASH = new Map(SHIPPED.map((models) => [`${models.version} ${hashOf(models)}`, models]));

/** The sensor models of this program that an entry names; undefined for others. */
export function shippedModels({
  version,
  hash,
}: Pick<FusionParameters, 'version' | 'hash'>): SensorModels | undefined {
  return BY_HASH.get(`${version} ${hash}`);
}

/** The sensor models that an entry names, by hash or by content; undefined where it names what nobody has here. */
export function modelsNamed(named: FusionParameters): SensorModels | undefined {
  return shippedModels(named) ?? named.parameters;
}

/** The grouping under the sensor models that an entry names. */
export function makerNamed(named: FusionParameters): GroupingMaker | undefined {
  const shipped = shippedModels(named);
  if (shipped !== undefined) return shipped === DEFAULT_MODELS ? FUSED : fusedBy(shipped);
  return named.parameters === undefined ? undefined : fusedBy(inOrder(named.parameters));
}

/** The order of fields decides the last digit of a sum: that of the canonical form, whoever wrote them. */
function inOrder(models: SensorModels): SensorModels {
  return JSON.parse(expectAccepted(canonicalJson(models as unknown as Json))) as SensorModels;
}

/** The grouping that a state was kept with, by its method and the sensor models on record. */
export function makerKept(method: string, named: FusionParameters | undefined): GroupingMaker | undefined {
  const maker = named === undefined ? FUSED : makerNamed(named);
  return maker?.method === method ? maker : undefined;
}

/** Whether a grouping by this method keeps decisions and clocks, which hold under any sensor models. */
export function isFusion(method: string): boolean {
  return method.startsWith(`fusion ${FUSION_VERSION} `);
}
