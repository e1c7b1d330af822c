import { inquiries } from '../queue/inquiries.ts';
import { queue } from '../queue/question.ts';
import { account } from './account.ts';
import { standing } from './agreement-standing.ts';
import { agreement, agreements } from './agreements.ts';
import { beginning, statement } from './beginning.ts';
import { bulletin, bulletins, countingRule, countingRules } from './bulletins.ts';
import { coverageOnMap } from './coverage-map.ts';
import { coverage } from './coverage-table.ts';
import type { Deriving } from './deriving.ts';
import { facts, fate, signed } from './deskwork.ts';
import { entries, entry } from './entries.ts';
import { counts, incident, incidents, indications } from './incidents.ts';
import { names } from './names.ts';
import { parity } from './parity.ts';
import { adoptedTexts, issued, openPositions, portalMission } from './portal.ts';
import { preview } from './preview.ts';
import { report, reports } from './reports.ts';
import { context, situation, trust } from './situation.ts';
import { tile } from './tiles.ts';
import { timeline } from './timeline.ts';
import * as staff from './training.ts';

/**
 * Everything that may be asked of what derives from the record, by name: who asks, what for, and the answer. Answers that
 * go out as they are, are texts and bytes: nothing large is copied piece by piece between threads.
 */
const QUESTIONS = {
  ...{ situation, context, incidents, incident, indications, counts, reports, report, tile, timeline },
  ...{ agreements, agreement, standing, beginning, statement, coverage, coverageOnMap, parity },
  ...{ entries, entry },
  ...{ account, preview },
  // For whoever works on incidents, and for whoever is asked about one.
  ...{ queue, inquiries },
  ...{ bulletins, bulletin, countingRule, countingRules },
  // For the public pages.
  ...{ portalMission, issued, openPositions, adoptedTexts, trust },
  // For whoever writes entries.
  ...{ facts, fate, signed },
  // For whoever appoints.
  ...{ names },
  // For the simulated staff of an exercise, who decide by the state.
  ...staff,
} as const;

type Questions = typeof QUESTIONS;

/** The name of a question. */
export type QuestionName = keyof Questions;

/** What must be said with a question. */
export type Asked<N extends QuestionName> =
  Parameters<Questions[N]> extends [unknown, unknown, infer A] ? A : Record<string, never>;

/** The answer to a question. */
export type Answer<N extends QuestionName> = Awaited<ReturnType<Questions[N]>>;

/** Answers a question, beside the state. */
export async function answer<N extends QuestionName>(
  on: Deriving,
  name: N,
  audience: string,
  asked: Asked<N>,
): Promise<Answer<N>> {
  on.mustWork();
  const ask = QUESTIONS[name] as (...all: readonly unknown[]) => unknown;
  return (await ask(on, audience, asked)) as Answer<N>;
}
