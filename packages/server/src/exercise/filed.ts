import type { Report } from '@armistice/core/mission';
import type { Incident } from './incident.ts';
import type { Chance } from './random.ts';
import { DIRECT, INDIRECT } from './weapons.ts';

// Under which words a thing is filed: the kind, the end of the shot, the weapon. Ears confuse more than eyes.

type Kind = Report['kind'];
type Means = NonNullable<Report['means']>;

/** What a thing that is not a shot is taken for, now and then. */
const TAKEN: { readonly [kind: string]: readonly Kind[] } = {
  flare: ['projectile', 'other'],
  'uav-flight': ['aircraft-flight', 'other'],
  presence: ['movement', 'fortification'],
  movement: ['presence'],
  'fire-on-monitors': ['small-arms-fire', 'shot'],
};

/** The kind under which a source files an incident. */
export function filedKind(incident: Incident, means: Means, chance: Chance): Kind {
  const { weapon } = incident;
  const ears = means === 'heard' || means === 'acoustic' || means === 'told';
  const taken = TAKEN[incident.kind];
  if (taken !== undefined)
    return chance.happens(ears ? 0.1 : 0.05) ? chance.pick(taken) : (incident.kind as Kind);
  if (incident.kind === 'explosion') {
    if (weapon === undefined || chance.happens(ears ? 0.87 : 0.8)) return 'explosion';
    return chance.happens(ears ? 0.5 : 0.8) ? (weapon.kind as Kind) : (chance.pick(weapon.taken) as Kind);
  }
  if (weapon === undefined) return incident.kind as Kind;
  if (incident.phase === 'outgoing')
    return chance.happens(ears ? 0.45 : 0.75) ? (weapon.kind as Kind) : 'explosion';
  return chance.happens(ears ? 0.75 : 0.85) ? (weapon.kind as Kind) : (chance.pick(weapon.taken) as Kind);
}

/** Which end of the shot a source says it perceived, if it says. */
export function filedPhase(incident: Incident, means: Means, chance: Chance): Report['phase'] | undefined {
  const { phase } = incident;
  if (phase === undefined) return undefined;
  const sure = means === 'seen' || means === 'camera' || means === 'uav' ? 0.85 : 0.5;
  if (chance.happens(sure)) return phase;
  if (chance.happens(0.6)) return undefined;
  return chance.happens(0.75) ? 'undetermined' : phase === 'outgoing' ? 'impact' : 'outgoing';
}

/** The weapon as a source names it, if it names one. */
export function filedWeapon(
  incident: Incident,
  means: Means,
  night: boolean,
  chance: Chance,
): Report['weapon'] | undefined {
  const { weapon } = incident;
  if (weapon === undefined || means === 'acoustic') return undefined;
  const eyes = means === 'seen' || means === 'camera' || means === 'uav';
  const known = eyes ? (night ? 0.3 : 0.6) : 0.3;
  if (!chance.happens(known)) return undefined;
  const family = DIRECT.some(([, one]) => one === weapon) ? DIRECT : INDIRECT;
  const named = chance.happens(eyes ? 0.93 : 0.78) ? weapon : chance.weighted(family);
  if (!chance.happens(eyes ? 0.6 : 0.35)) return { class: named.class };
  const calibres = family.map(([, one]) => one).filter((one) => one.class === named.class);
  return { class: named.class, calibre: (chance.happens(0.8) ? named : chance.pick(calibres)).calibre };
}
