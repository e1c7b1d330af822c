import type { Indication } from '@armistice/core/agreement';
import { formatMoment, readMoment } from '@armistice/core/base';
import { footprintOf } from '@armistice/core/geo';
import {
  ANSWER_WITHIN,
  asideOf,
  called,
  type Incident,
  incidentWith,
  type KnownReport,
  MISSION,
  type MissionView,
  readBy,
  reads,
  reportsBehind,
  reportsOn,
  textsAt,
} from '@armistice/core/mission';
import { PUBLIC, type ReadEntry } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import { Problem } from '../problems.ts';
import { actBy } from '../queue/needs.ts';
import { waitingOn } from '../queue/waiting-on.ts';
import { showsIndications } from './audience.ts';
import type { Deriving } from './deriving.ts';
import { reporters } from './deskwork.ts';
import { type HistoryItem, historyOf } from './history.ts';
import { movesOn } from './moves.ts';
import { wholeReports } from './record-entries.ts';
import { textsOf } from './reports.ts';
import { shownTo } from './shown-to.ts';
import { workOn } from './work-on.ts';

// Everything that is to be told of one incident, in one answer: what was filed beside what was made of it, by whom.

/** Of a barrage that covers more, these are told whole, and how many more there are. */
const MOST_REPORTS = 100;

/** Who asks for an account, and when (UTC milliseconds): what they may do next hangs on it. */
export interface AskedAccount {
  readonly id: string;
  readonly actor: Actor;
  readonly now: number;
}

/** The account of an incident as an audience may know it: JSON. Throws where this audience knows of none. */
export async function account(on: Deriving, audience: string, asked: AskedAccount): Promise<string> {
  const { view } = on;
  const found = incidentWith(view, asked.id);
  if (found === undefined) on.mustBeReady();
  if (found === undefined || !reads(audience, found.basis))
    throw new Problem('request/not-found', 'no incident has this id');
  const history = await historyOf(on, found, audience);
  const beside = besideOf(view, found, audience);
  const axes = beside.at(-1)?.axes ?? found;
  const keys = [...found.reports, ...(found.crowding ?? [])];
  const told = keys.slice(0, MOST_REPORTS).flatMap((key) => view.reports.get(key) ?? []);
  const entries = await wholeReports(on, told, audience);
  const authors = new Map(reportsBehind(found).map((key) => [key, reporters(view, [key], audience)]));
  const reports = told.map((one) => ({
    ...reportOf(on, audience, one, entries.get(one.index), asked),
    own: authors.get(one.key)?.includes(asked.actor.handle) === true,
  }));
  return JSON.stringify({
    incident: found,
    ...(asked.id === found.id ? {} : { alias: asked.id }),
    beside,
    reports: reports.sort((a, b) => a.entry - b.entry),
    moreReports: Math.max(0, keys.length - MOST_REPORTS),
    linkings: linkingsOn(view, found, audience),
    ...clausesOf(view, found, audience),
    ...partiesOf(view, found, history.items),
    complaints: complaintsOn(view, found, audience, history.known),
    bulletins: bulletinsOn(view, found, audience),
    history: history.items,
    earlier: history.earlier,
    rules: { answerWithin: view.rules['answer-within'] ?? ANSWER_WITHIN, ladder: view.rules.ladder ?? [] },
    // Who works on it is the mission's alone.
    ...(audience === MISSION ? { work: workFor(on, found, asked.now) } : {}),
    moves: movesOn(view, found, axes, { ...asked, authors: [...authors.values()] }),
  });
}

/** Who works on it, by when the mission is to act, and what a team is asked. */
function workFor({ view, folding }: Deriving, incident: Incident, now: number) {
  const { times } = folding.queue;
  times.follow();
  return {
    ...workOn(view, incident, times.of(incident), now),
    ...actBy(waitingOn(view, times, incident, now)),
  };
}

/** What was decided for some beside what holds for all, as far as this audience reads it; the narrowest last. */
function besideOf(view: MissionView, incident: Incident, audience: string) {
  return readBy(audience).flatMap((one) => {
    const aside = asideOf(view, incident, one);
    return aside === undefined ? [] : [{ audience: one, axes: aside.axes }];
  });
}

function reportOf(
  on: Deriving,
  audience: string,
  known: KnownReport,
  entry: ReadEntry | undefined,
  { actor, now }: AskedAccount,
) {
  const { key } = known;
  const texts = textsOf(on, known, audience === PUBLIC ? undefined : entry);
  const shown = shownTo(actor, audience, texts, now);
  const { report: filed, placeClass } = JSON.parse(texts[shown]) as {
    readonly report: unknown;
    readonly placeClass?: string;
  };
  return {
    ...{ key, entry: known.index, recorded: formatMoment(known.at), basis: known.basis, shown },
    ...(placeClass === undefined ? {} : { placeClass }),
    delay: delayOf(known),
    report: filed,
    made: footprintOf(known.view.place),
    ...sourceOf(on.view, known),
    grades: gradesOf(on.view, key, audience),
  };
}

/** Milliseconds between the end of what was perceived and its filing. */
function delayOf({ at, view }: KnownReport): number {
  return at - (readMoment(view.occurred.to) ?? at);
}

/** Whose a source is, and what it is called, where the record says so; never who. */
function sourceOf(view: MissionView, { view: { source } }: KnownReport) {
  const known = view.sources.get(source);
  if (known === undefined) return {};
  return {
    of: known.of,
    ...(known.party === undefined ? {} : { party: known.party }),
    ...called(view, source),
  };
}

function gradesOf(view: MissionView, key: string, audience: string) {
  return (view.grades.get(key) ?? [])
    .filter((one) => reads(audience, one.audience))
    .map(({ index, at, body }) => ({ entry: index, at: formatMoment(at), grade: body }));
}

/** Joins and splits in force that name a report of the incident. */
function linkingsOn(view: MissionView, { reports }: Incident, audience: string) {
  const here = new Set(reports);
  return [...view.linkings.values()]
    .filter(
      ({ basis, pairs }) => reads(audience, basis) && pairs.some((pair) => pair.some((key) => here.has(key))),
    )
    .map(({ index, type, pairs }) => ({ entry: index, type, pairs }));
}

/** What the clauses say, where this audience is told, and the clauses on which a body can find. */
function clausesOf(view: MissionView, incident: Incident, audience: string) {
  const shown = audience === MISSION || showsIndications(view.rules, incident.status);
  const indications: readonly Indication[] = shown ? (view.indications.get(incident.id) ?? []) : [];
  const ended = readMoment(incident.occurred.to) ?? view.at;
  const texts = textsAt(view, ended).map(({ agreement, version, title, clock, clauses }) => ({
    ...{ agreement, version, title, clock },
    clauses: clauses.map(({ id, anchor }) => ({ clause: id, words: anchor.words, says: anchor.paraphrase })),
  }));
  return { indicationsShown: shown, indications, texts };
}

/** Every party in the order of the agreement, whether or not it has said something. */
function partiesOf(view: MissionView, incident: Incident, items: readonly HistoryItem[]) {
  const ended = readMoment(incident.occurred.to) ?? view.at;
  const parties = new Map(
    textsAt(view, ended).flatMap(({ parties }) => parties.map((one) => [one.id, one.name])),
  );
  const positions = items.filter(({ kind, fared }) => kind === 'position' && fared !== 'refused');
  for (const { by } of positions) if (!parties.has(by.subject)) parties.set(by.subject, by.subject);
  return {
    parties: [...parties].map(([id, name]) => ({
      ...{ id, name },
      positions: positions.filter(({ by }) => by.subject === id).map(({ entry }) => entry),
    })),
  };
}

function complaintsOn(view: MissionView, { reports }: Incident, audience: string, read: ReadonlySet<number>) {
  const here = new Set(reports);
  return [...view.complaints.values()]
    .filter((one) => reads(audience, one.audience) && here.has(one.report))
    .map(({ index, party, report, against, filed, due, answers }) => ({
      ...{ entry: index, party, report, filed: formatMoment(filed), due: formatMoment(due) },
      ...(against === undefined ? {} : { against }),
      answers: answers
        .filter((one) => read.has(one.index))
        .map(({ index, by, at }) => ({ entry: index, by, at: formatMoment(at) })),
    }));
}

/** Bulletins that reported on it, with the errata they had and what they are due. */
function bulletinsOn(view: MissionView, incident: Incident, audience: string) {
  return [...view.bulletins.values()]
    .filter(
      (one) =>
        reads(audience, one.audience) &&
        reportsOn(one, incident) &&
        incident.reports.some((key) => (view.reports.get(key)?.index ?? one.body.size) < one.body.size),
    )
    .map(({ index, at, body, audience: readers, errata, touched }) => ({
      ...{ number: body.number, entry: index, at: formatMoment(at), audience: readers },
      ...{ errata, due: touched.length > 0 },
    }));
}
