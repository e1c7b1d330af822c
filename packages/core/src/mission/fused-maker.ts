import { expectAccepted } from '../base/index.ts';
import { DEFAULT_MODELS, FUSION_VERSION, type SensorModels, sensorModelsHash } from '../fusion/index.ts';
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

/** The sensor models that an entry names, by hash or by content; undefined where it names what nobody has here. */
export function modelsNamed({ version, hash, parameters }: FusionParameters): SensorModels | undefined {
  return version === FUSION_ENTRY.version && hash === FUSION_ENTRY.hash ? DEFAULT_MODELS : parameters;
}

/** The grouping under the sensor models that an entry names. */
export function makerNamed(named: FusionParameters): GroupingMaker | undefined {
  const models = modelsNamed(named);
  return models === DEFAULT_MODELS ? FUSED : models && fusedBy(inOrder(models));
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
