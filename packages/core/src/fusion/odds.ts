import { exponential } from '../base/index.ts';

/** Odds are summed in whole millionths, so that no order of adding shows; above this they are all as good as certain. */
export const ODDS_UNIT = 1_000_000;
const MOST_NATS = 14;

/** Odds of a score in thousandths of a nat, in whole millionths. */
export function odds(score: number): number {
  return Math.round(ODDS_UNIT * exponential(Math.min(score / 1000, MOST_NATS)));
}
