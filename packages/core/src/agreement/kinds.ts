// Words for kinds of equipment, as reports and agreements use them, and which is a kind of which. Data: what is not
// listed here is a kind of its own.

const NARROWER: { readonly [broad: string]: readonly string[] } = {
  artillery: ['gun', 'howitzer'],
  'armoured-vehicle': ['apc', 'aifv', 'hacv'],
  aircraft: ['fixed-wing', 'rotary-wing', 'combat-aircraft', 'attack-helicopter', 'multi-purpose-helicopter'],
  'fixed-wing': ['combat-aircraft'],
  'rotary-wing': ['attack-helicopter', 'multi-purpose-helicopter'],
  missile: ['tactical-missile', 'surface-to-air-missile'],
  personnel: ['troops', 'fighters', 'border-guards'],
  // Who bears arms may be police or a guard: that is a question, not an answer.
  'armed-persons': ['personnel'],
  'small-arms': ['rifle', 'sniper-rifle', 'machine-gun'],
};

/** Kinds that need no definition. */
export const KINDS: readonly string[] = [
  ...new Set([
    ...Object.keys(NARROWER),
    ...Object.values(NARROWER).flat(),
    'police',
    'mortar',
    'mlrs',
    'tank',
    'uav',
    'balloon',
    'mine',
    'anti-aircraft-gun',
    'military-ship',
    'heavy-weapon',
    'grenade-launcher',
  ]),
];

/** What a kind of report says of the weapon, where it names none. */
const OF_REPORT: { readonly [kind: string]: string } = {
  'artillery-fire': 'artillery',
  'mortar-fire': 'mortar',
  'mlrs-fire': 'mlrs',
  'tank-fire': 'tank',
  'small-arms-fire': 'small-arms',
  'uav-flight': 'uav',
  'aircraft-flight': 'aircraft',
  'balloon-flight': 'balloon',
  mine: 'mine',
  'mine-laying': 'mine',
};

/** Kinds of report that tell of a weapon. */
export const REPORTED_WEAPONS: readonly string[] = Object.keys(OF_REPORT);

export function kindOfReport(kind: string): string | undefined {
  return Object.hasOwn(OF_REPORT, kind) ? OF_REPORT[kind] : undefined;
}

/** Whether something of kind `given` is of kind `wanted`: a howitzer is artillery; artillery may be a howitzer. */
export function isKind(given: string, wanted: string): 'yes' | 'no' | 'unknown' {
  if (given === wanted || within(given, wanted)) return 'yes';
  return within(wanted, given) ? 'unknown' : 'no';
}

function within(narrow: string, broad: string): boolean {
  // A class is the outside world's word, and `constructor` is one too.
  if (!Object.hasOwn(NARROWER, broad)) return false;
  return NARROWER[broad]?.some((one) => one === narrow || within(narrow, one)) === true;
}
