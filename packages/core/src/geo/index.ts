// Geodesy of the mission: WGS 84, metres, degrees, positions as [longitude, latitude]. Leans on base and nothing else.
export type { Belt } from './belt.ts';
export { cellAround, PLACE_CLASSES, type PlaceClass } from './cell-place.ts';
export { withoutOrigin } from './coarse.ts';
export type { Feature, ZoneFeature } from './features.ts';
export { type Footprint, footprintOf } from './footprint.ts';
export { type Course, courseBetween, positionAlong } from './geodesic.ts';
export { classify, compileGeometry, featuresAt, type Geometry } from './geometry.ts';
export { type Line, lineShape, readLine } from './line.ts';
export { distancesToLine, type Nearest, nearestOnLine, signedDistancesToLine } from './nearest.ts';
export type { AreaPlace, NamedPlace, Place, PointPlace, Position, SectorPlace } from './place.ts';
export { type BeltQuestion, probabilities, probabilityInBelt, probabilityInZone } from './probability.ts';
export type { Side } from './sides.ts';
export { inZone, readZone, type Zone, zoneShape } from './zone.ts';
