import { drawnPicture, type Pictures } from '../../map/pictures.ts';
import styles from './situation.module.css';

// What an incident is, by shape; where it stands, by what is in the shape. Neither needs a colour, and none is anybody's.

const GROUPS = {
  fire: [
    ...['explosion', 'burst', 'shot', 'projectile', 'flare', 'artillery-fire', 'mortar-fire', 'mlrs-fire'],
    ...['tank-fire', 'small-arms-fire'],
  ],
  flight: ['uav-flight', 'aircraft-flight'],
  ground: ['presence', 'movement', 'fortification', 'mine', 'exercise', 'demining'],
  people: ['fire-on-monitors', 'casualty', 'damage', 'detention', 'access', 'jamming'],
  other: [],
} as const satisfies { readonly [group: string]: readonly string[] };

export type KindGroup = keyof typeof GROUPS;
export const KIND_GROUPS = Object.keys(GROUPS) as readonly KindGroup[];

export const STATUSES = [
  'alleged',
  'under inquiry',
  'corroborated',
  'verified',
  'refuted',
  'unable to verify',
] as const;
export type Status = (typeof STATUSES)[number];

export function groupOf(kind: string): KindGroup {
  return KIND_GROUPS.find((group) => (GROUPS[group] as readonly string[]).includes(kind)) ?? 'other';
}

export function kindsOf(group: KindGroup): readonly string[] {
  return GROUPS[group];
}

/** On a square of 20 by 20. */
const OUTLINES: { readonly [group in KindGroup]: string } = {
  fire: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15Z',
  flight: 'M10 2L18.5 17H1.5Z',
  ground: 'M3.2 3.2H16.8V16.8H3.2Z',
  people: 'M10 1L19 10L10 19L1 10Z',
  other: 'M6 2.5H14L18.5 10L14 17.5H6L1.5 10Z',
};

interface Inside {
  /** Filled in ink. */
  readonly solid?: string;
  /** Drawn as strokes. */
  readonly strokes?: string;
  /** The whole outline is filled. */
  readonly full?: true;
}

const INSIDE: { readonly [status in Status]: Inside } = {
  alleged: {},
  'under inquiry': { solid: 'M10 8.4a2 2 0 1 0 0 4a2 2 0 1 0 0-4Z' },
  corroborated: { solid: 'M0 11H20V20H0Z' },
  verified: { full: true },
  refuted: { strokes: 'M6.5 7.5L13.5 14.5M13.5 7.5L6.5 14.5' },
  'unable to verify': { strokes: 'M6 11H14' },
};

export function imageName(group: KindGroup, status: string): string {
  return `incident-${group}-${status}`;
}

const PIXELS = 40;

/** Every symbol as a picture for the map, in the colours of the page. */
export function symbolPictures(ink: string, paper: string): Pictures {
  const drawn = (group: KindGroup, status: Status) => () =>
    drawnPicture(PIXELS, (pen) => {
      pen.scale(PIXELS / 22, PIXELS / 22);
      pen.translate(1, 1);
      draw(pen, group, status, ink, paper);
    });
  return new Map(
    KIND_GROUPS.flatMap((group) =>
      STATUSES.map((status) => [imageName(group, status), drawn(group, status)] as const),
    ),
  );
}

function draw(
  pen: CanvasRenderingContext2D,
  group: KindGroup,
  status: Status,
  ink: string,
  paper: string,
): void {
  const outline = new Path2D(OUTLINES[group]);
  const { solid, strokes, full } = INSIDE[status];
  pen.fillStyle = full === true ? ink : paper;
  pen.fill(outline);
  pen.fillStyle = pen.strokeStyle = ink;
  if (solid !== undefined) {
    pen.save();
    pen.clip(outline);
    pen.fill(new Path2D(solid));
    pen.restore();
  }
  pen.lineWidth = 2;
  if (strokes !== undefined) pen.stroke(new Path2D(strokes));
  pen.stroke(outline);
}

/** The same symbol on the page. Its word stands beside it. */
export function IncidentSymbol({ kind, status }: { readonly kind: string; readonly status: string }) {
  const outline = OUTLINES[groupOf(kind)];
  const { solid, strokes, full } = INSIDE[status as Status] ?? {};
  return (
    <svg className={styles.symbol} viewBox="-1 -1 22 22" aria-hidden="true">
      <path d={outline} data-full={full === true} />

      {solid === undefined ? null : status === 'corroborated' ? (
        <path d={HALVES[groupOf(kind)]} data-full="true" />
      ) : (
        <path d={solid} data-full="true" />
      )}
      {strokes === undefined ? null : <path d={strokes} />}
    </svg>
  );
}

/** Lower halves of the outlines. */
const HALVES: { readonly [group in KindGroup]: string } = {
  fire: 'M2.6 11a7.5 7.5 0 0 0 14.8 0Z',
  flight: 'M4.9 11H15.1L18.5 17H1.5Z',
  ground: 'M3.2 11H16.8V16.8H3.2Z',
  people: 'M2 11H18L10 19Z',
  other: 'M2.1 11H17.9L14 17.5H6Z',
};
