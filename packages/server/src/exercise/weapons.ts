/** A weapon of the simulation: how far it is heard and seen, and how it fires. Metres, seconds, rounds. */
export interface Weapon {
  readonly class: string;
  /** Millimetres. */
  readonly calibre: number;
  /** Distance at which half of those who listen hear one impact, and one launch. */
  readonly heard: number;
  readonly launchHeard: number;
  /** Distance at which half of those who look towards it by night see it. */
  readonly seen: number;
  readonly rounds: readonly [number, number];
  /** Between two rounds. */
  readonly pause: number;
  /** From the line back to where it stands. */
  readonly stands: readonly [number, number];
  /** From the line on to what it hits. */
  readonly hits: readonly [number, number];
  /** What somebody who recognises it files; its single shots otherwise are explosions or bursts. */
  readonly kind: string;
  /** What it is mistaken for. */
  readonly taken: readonly string[];
}

function heavy(weapon: Omit<Weapon, 'taken'> & { taken?: readonly string[] }): Weapon {
  return { taken: ['artillery-fire', 'mortar-fire', 'tank-fire'], ...weapon };
}

const MORTAR = { class: 'mortar', kind: 'mortar-fire', stands: [1500, 4500], hits: [300, 3500] } as const;
const ARTILLERY = {
  class: 'artillery',
  kind: 'artillery-fire',
  stands: [5000, 12_000],
  hits: [800, 6000],
} as const;

export const MORTAR_82 = heavy({
  ...MORTAR,
  calibre: 82,
  heard: 4300,
  launchHeard: 3000,
  seen: 3500,
  rounds: [2, 8],
  pause: 7,
});
export const MORTAR_120 = heavy({
  ...MORTAR,
  calibre: 120,
  heard: 6200,
  launchHeard: 4500,
  seen: 5000,
  rounds: [1, 8],
  pause: 12,
});
export const ARTILLERY_122 = heavy({
  ...ARTILLERY,
  calibre: 122,
  heard: 7500,
  launchHeard: 7500,
  seen: 6500,
  rounds: [1, 6],
  pause: 12,
});
export const ARTILLERY_152 = heavy({
  ...ARTILLERY,
  calibre: 152,
  heard: 9000,
  launchHeard: 9000,
  seen: 8000,
  rounds: [1, 5],
  pause: 16,
});
export const ROCKETS_122 = heavy({
  class: 'mlrs',
  kind: 'mlrs-fire',
  calibre: 122,
  heard: 8000,
  launchHeard: 8500,
  seen: 9000,
  rounds: [6, 20],
  pause: 0.7,
  stands: [6000, 13_000],
  hits: [1000, 6000],
});
export const TANK_125 = heavy({
  class: 'tank',
  kind: 'tank-fire',
  calibre: 125,
  heard: 5500,
  launchHeard: 5500,
  seen: 4500,
  rounds: [1, 4],
  pause: 9,
  stands: [600, 2000],
  hits: [200, 1800],
});
export const GRENADES_30 = heavy({
  class: 'grenade-launcher',
  kind: 'burst',
  calibre: 30,
  heard: 2800,
  launchHeard: 1800,
  seen: 2200,
  rounds: [3, 15],
  pause: 2,
  stands: [300, 1200],
  hits: [100, 900],
  taken: ['small-arms-fire', 'explosion'],
});

/** Weapons of direct fire: the exchange is one place, and what is counted are bursts or shots. */
export const HEAVY_MACHINE_GUN = heavy({
  class: 'machine-gun',
  kind: 'burst',
  calibre: 12.7,
  heard: 3000,
  launchHeard: 3000,
  seen: 1800,
  rounds: [2, 25],
  pause: 12,
  stands: [200, 900],
  hits: [100, 700],
  taken: ['small-arms-fire', 'shot'],
});
export const SMALL_ARMS = heavy({
  class: 'small-arms',
  kind: 'small-arms-fire',
  calibre: 7.62,
  heard: 1900,
  launchHeard: 1900,
  seen: 1000,
  rounds: [3, 40],
  pause: 6,
  stands: [150, 700],
  hits: [100, 500],
  taken: ['shot', 'burst'],
});

/** How often each is used for indirect and for direct fire; the same for both parties. */
export const INDIRECT: readonly (readonly [number, Weapon])[] = [
  [0.3, MORTAR_82],
  [0.32, MORTAR_120],
  [0.14, ARTILLERY_122],
  [0.07, ARTILLERY_152],
  [0.03, ROCKETS_122],
  [0.06, TANK_125],
  [0.08, GRENADES_30],
];
export const DIRECT: readonly (readonly [number, Weapon])[] = [
  [0.4, HEAVY_MACHINE_GUN],
  [0.6, SMALL_ARMS],
];
