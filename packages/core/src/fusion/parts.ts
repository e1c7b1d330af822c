/** The parts of a score, thousandths of a nat. `rate`: other incidents lie near, so chance is likelier. */
export interface Parts {
  time: number;
  /** How long it lasted. */
  span: number;
  place: number;
  kind: number;
  count: number;
  weapon: number;
  rate: number;
}

/** The sum of parts. */
export function total({ time, span, place, kind, count, weapon, rate }: Parts): number {
  return time + span + place + kind + count + weapon + rate;
}

/** Evidence in its fixed point. */
export function thousandths(nats: number): number {
  return Math.round(nats * 1000);
}
