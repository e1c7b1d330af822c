import {
  expectAccepted,
  flag,
  list,
  misshapen,
  number,
  object,
  parseShape,
  type Result,
  record,
  type Shaped,
  text,
} from '../base/index.ts';
import { canonicalJson, hex, sha256, utf8 } from '../record/index.ts';

// What fusion assumes about those who watch. All of it is data: a mission adopts a file of this form as an entry, and
// its hash stands beside every incident that it made. Units: metres, seconds, shares from 0 to 1.

/** Version of the method. The same models under another version may give other incidents. */
export const FUSION_VERSION = 2;

const word = text({ max: 63 });
const share = number(0, 1, 'share');
const factor = number(0.1, 10, 'factor');
const evidence = number(-20, 20, 'nats');

/** A word of probability nought would make evidence infinite: what is common and what is rare both keep a rest. */
const LEAST_CHANCE = 0.001;

const model = object(
  {
    /** What a stated 90 % tolerance of place is multiplied by: above 1, people are surer than they should be. */
    placeScale: number(0.1, 10, 'factor'),
    /** Standard deviation that no report goes below. */
    placeFloor: number(1, 100_000, 'metres'),
    timeScale: number(0.1, 10, 'factor'),
    timeFloor: number(0.1, 86_400, 'seconds'),
    /** Standard deviation of a clock of which nothing is known. */
    clock: number(0, 86_400, 'seconds'),
    /** Beyond this nothing is perceived: a sector that reaches farther ends here. */
    range: number(100, 1_000_000, 'metres'),
    /** Whether the time is of the arrival of sound. */
    sound: flag(),
    /** How often the kind is named rightly, by a generic word, or by another word of the same family. */
    exact: share,
    generic: share,
    family: share,
  },
  {},
  ({ exact, generic, family }, path) => {
    for (const [name, chance] of Object.entries({ exact, generic, family }))
      if (chance < LEAST_CHANCE)
        misshapen(at(path, name), `must be ${LEAST_CHANCE} or more: no word is impossible`);
    if (exact + generic + family > 1 - LEAST_CHANCE)
      misshapen(
        at(path, 'exact'),
        'leaves nothing for other words: exact, generic and family must stay below 1 together',
      );
  },
);

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function twice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** What no single field shows: a model for those of whom nothing is known, and nothing stated twice. */
function checkModels(
  {
    means,
    sources,
    kinds,
  }: {
    readonly means: { readonly [word: string]: unknown };
    readonly sources: { readonly [list in 'known' | 'scales']: readonly { readonly source: string }[] };
    readonly kinds: readonly { readonly shares: { readonly [kind: string]: number } }[];
  },
  path: string,
): void {
  if (!Object.hasOwn(means, 'unknown'))
    misshapen(at(path, 'means.unknown'), 'is missing: it holds for reports that name no means');
  for (const list of ['known', 'scales'] as const) {
    const again = twice(sources[list].map(({ source }) => source));
    if (again !== undefined) misshapen(at(path, `sources.${list}`), `names ${again} twice`);
  }
  const again = twice(kinds.flatMap(({ shares }) => Object.keys(shares)));
  if (again !== undefined) misshapen(at(path, 'kinds'), `has ${again} in two families`);
}

const shape = object(
  {
    version: number(1, 1_000_000, 'version', true),
    /** Incidents per square metre and second where nothing more is known. */
    rate: number(1e-24, 1e-3, 'incidents per m² s'),
    /** Incidents per square metre and second among those that only diffuse reports tell of; share that nobody else saw. */
    diffuse: object(
      {
        rate: number(1e-24, 1e-3, 'incidents per m² s'),
        missed: number(0.001, 1, 'share'),
        gate: number(1, 25, 'standard deviations squared'),
      },
      {
        /**
         * Incidents crowd in towns and days: in a stretch in which `rate` alone leaves x of them there are x to the power of
         * this. 1 is evenly strewn; left out, they are taken to be so, and a source's own reports near only on the spot.
         */
        cluster: number(0.05, 1, 'exponent'),
      },
    ),
    /** Sound in air, and the relative spread that wind and temperature give it. */
    sound: object({ speed: number(100, 2000, 'metres per second'), spread: number(0, 1, 'share') }),
    /** A pair whose places, or times, differ by more than this many standard deviations squared is not looked at. */
    gate: number(1, 100, 'standard deviations squared'),
    /** Reports of one source this near in time and place tell how many incidents lie near. */
    same: object({
      seconds: number(1, 450, 'seconds'),
      metres: number(1, 7000, 'metres'),
      weight: number(0, 10, 'factor'),
    }),
    /** Standard deviations beyond which a report is diffuse. */
    sharp: object({ seconds: number(10, 3600, 'seconds'), metres: number(100, 10_000, 'metres') }),
    /** From this count on and over this time, a report is of a group; its middle is known to this share of its length. */
    group: object({
      least: number(2, 1000, 'count', true),
      seconds: number(10, 86_400, 'seconds'),
      share: number(0.01, 1, 'share'),
    }),
    /**
     * Two who saw one thing that lasted differ at each end by this share of it. Things that last as long as one another
     * differ by `width` of it from thing to thing; `floor` is the least evidence, for who noticed a part only.
     */
    span: object({ share, width: number(0.01, 10, 'factor'), floor: evidence }),
    /** Kinds that last, and the standard deviation between the times at which two saw one such thing. */
    lasting: object({ seconds: number(0, 86_400, 'seconds'), kinds: list(word, 0, 100) }),
    /** In so many days a source that files more than floor + factor × the next one is crowding. */
    crowd: object({
      days: number(1, 366, 'days', true),
      floor: number(1, 1_000_000, 'reports', true),
      factor: number(1, 1000, 'factor'),
    }),
    count: object({ spread: number(0.01, 5, 'of ln count'), equal: evidence, floor: evidence }),
    phase: object({ same: evidence, opposite: evidence }),
    weapon: object({
      same: evidence,
      other: evidence,
      calibreSame: evidence,
      calibreOther: evidence,
      calibreWithin: share,
    }),
    /** Evidence that a report is of the incident that its `derivedFrom` names. */
    repeats: evidence,
    means: record(word, model, 100),
    /** Sources that were measured, by handle. */
    sources: object({
      known: list(object({ source: word, model }), 0, 100_000),
      /** Factors on what a source states, whatever its means. */
      scales: list(object({ source: word, place: factor, time: factor }), 0, 100_000),
    }),
    /** Families of kinds: the share of each kind among all incidents, and which of them are generic words. */
    kinds: list(
      object({
        generic: list(word, 0, 10),
        shares: record(word, number(1e-6, 1, 'share'), 100),
      }),
      1,
      100,
    ),
  },
  {},
  checkModels,
);

/** Everything that fusion assumes; see the shape for units. */
export type SensorModels = Shaped<typeof shape>;
/** The models as evidence is weighed by them: among diffuse reports, with how incidents crowd. */
export type EvidenceModels = SensorModels & { readonly cluster?: number };
/** How one kind of observer, or one source, perceives. */
export type SensorModel = Shaped<typeof model>;

/** How sensor models read, in a file and in an entry. */
export const sensorModelsForm = shape;

/** JSON Schema of a file of sensor models. */
export const SENSOR_MODELS_SCHEMA = shape.schema;

/** Reads sensor models strictly; refusals are `fusion/models` and name the field. */
export function parseSensorModels(value: unknown): Result<SensorModels> {
  return parseShape(shape, value, 'fusion/models');
}

/** Hexadecimal SHA-256 of the canonical JSON of the models: what a statement names. */
export function sensorModelsHash(models: SensorModels): string {
  return hex(sha256(utf8(expectAccepted(canonicalJson(models)))));
}

/** The model for a source: its own, else that of its means, else that of unknown means. */
export function modelLookup(
  models: SensorModels,
): (source: string, means: string | undefined) => SensorModel {
  const own = new Map(models.sources.known.map(({ source, model: of }) => [source, of]));
  const scales = new Map(models.sources.scales.map((scale) => [scale.source, scale]));
  const means = new Map(Object.entries(models.means));
  const unknown = means.get('unknown');
  if (unknown === undefined) throw new Error('sensor models need the means "unknown"');
  const scaled = new Map<string, Map<SensorModel, SensorModel>>();
  return (source, by) => {
    const model = own.get(source) ?? means.get(by ?? 'unknown') ?? unknown;
    const scale = scales.get(source);
    if (scale === undefined) return model;
    let known = scaled.get(source);
    if (known === undefined) {
      known = new Map();
      scaled.set(source, known);
    }
    let made = known.get(model);
    if (made === undefined) {
      made = {
        ...model,
        placeScale: model.placeScale * scale.place,
        timeScale: model.timeScale * scale.time,
      };
      known.set(model, made);
    }
    return made;
  };
}

/** The models for what only diffuse reports tell of. */
export function modelsOfLeft(models: SensorModels): EvidenceModels {
  const { rate, cluster } = models.diffuse;
  return { ...models, rate, ...(cluster === undefined ? {} : { cluster }) };
}
