// Coordinates as people write them, in and out. For input and display only: nothing in the fold can import this, since
// the library of grid references computes with functions whose last bits differ between engines.
export { type DegreesStyle, formatDegrees, readDegrees } from './degrees.ts';
export { formatGridReference, type GridSquare, readGridReference } from './grid-reference.ts';
