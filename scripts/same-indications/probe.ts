import {
  type Agreement,
  ceilings,
  evaluate,
  expectAccepted,
  type Fact,
  indicationsText,
  obligations,
  readAgreement,
} from './core.ts';
import { type Field, generator, randomIncident } from './events.ts';

/** An agreement as its record holds it, with facts and what happens under it. */
export interface Ground {
  readonly id: string;
  readonly agreement: unknown;
  readonly facts: readonly Fact[];
  readonly field: Field;
}
export interface Task {
  readonly grounds: readonly Ground[];
  readonly seed: number;
  /** How many incidents, over all agreements. */
  readonly incidents: number;
}

/** What an engine answers: the texts of all indications as one hash for each agreement, and what they come to. */
export interface Findings {
  readonly hashes: { readonly [agreement: string]: string };
  readonly indications: number;
  readonly outcomes: { readonly [outcome: string]: number };
  /** Probabilities that are neither 0 nor 1: where engines would differ first. */
  readonly between: number;
  /** Indications that are undetermined and do not name the fact that is missing. */
  readonly nameless: readonly string[];
  /** Incidents whose kept indications, as they are written, are not those of the full judgement that apply. */
  readonly unlike: readonly string[];
}

/** Judges every incident under its agreement, and every duty and ceiling at some moments. Runs in any engine. */
export async function probe({ grounds, seed, incidents }: Task): Promise<Findings> {
  const random = generator(seed);
  const outcomes: { [outcome: string]: number } = {};
  const hashes: { [agreement: string]: string } = {};
  const nameless: string[] = [];
  const unlike: string[] = [];
  let [indications, between] = [0, 0];
  for (const { id, agreement: recorded, facts, field } of grounds) {
    const agreement: Agreement = expectAccepted(readAgreement(recorded));
    const share = Math.ceil(incidents / grounds.length);
    const texts: string[] = [];
    for (let at = 0; at < share; at += 1) {
      const incident = randomIncident(`${id}-${at}`, field, random);
      const all = evaluate(agreement, incident, { facts, mode: 'all' });
      const kept = evaluate(agreement, incident, { facts, mode: 'all', keep: 'relevant' });
      const applying = JSON.stringify(all.filter(({ outcome }) => outcome !== 'not-applicable'));
      if (indicationsText(kept) !== applying && unlike.length < 10) unlike.push(incident.id);
      for (const one of all) {
        texts.push(JSON.stringify(one));
        indications += 1;
        outcomes[one.outcome] = (outcomes[one.outcome] ?? 0) + 1;
        if (one.probability !== null && one.probability > 0 && one.probability < 1) between += 1;
        if (one.outcome === 'undetermined' && (one.missing ?? '') === '' && nameless.length < 10)
          nameless.push(JSON.stringify(one));
      }
    }
    for (let at = 0; at < 10; at += 1) {
      const moment = field.from + Math.floor((at / 9) * (field.to - field.from));
      for (const one of [
        ...obligations(agreement, facts, moment, { mode: 'all' }),
        ...ceilings(agreement, facts, moment, { mode: 'all' }),
      ])
        texts.push(JSON.stringify(one));
    }
    hashes[id] = await sha256(texts.join('\n'));
  }
  return { hashes, indications, outcomes, between, nameless, unlike };
}

async function sha256(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
