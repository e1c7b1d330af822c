// What every module of core may lean on. Nothing in this folder imports anything outside it.
export { csvLine, guarded, unguarded } from './csv.ts';
export {
  errorFunction,
  exponential,
  naturalLogarithm,
  normalDensity,
  normalShare,
} from './exponential.ts';
export { FIRST_YEAR, formatMoment, LAST_YEAR, readMoment } from './moment.ts';
export { didYouMean, meantInstead, nearestWord } from './nearest.ts';
export { never } from './never.ts';
export { quantiseDegrees, quantiseProbability } from './quantise.ts';
export { accept, expectAccepted, type Refusal, type Result, refuse } from './result.ts';
export * from './shape.ts';
export {
  arcSine,
  arcTangent,
  cosine,
  degrees,
  nearCosine,
  nearSine,
  radians,
  sine,
  sineCosine,
  sineCosineOfRadians,
} from './trigonometry.ts';
