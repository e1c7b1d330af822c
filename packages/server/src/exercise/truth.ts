import { formatMoment } from '@armistice/core/base';
import { type Report, reportKey } from '@armistice/core/mission';
import type { Account } from './account.ts';
import type { Episode, Incident } from './incident.ts';
import type { DayTruth, TrueAccount, TrueIncident } from './rows.ts';

/** The truth of a day: each incident with the keys of what speaks of it, each Report with what it is. */
export function truthOf(
  episodes: readonly Episode[],
  accounts: readonly Account[],
): Omit<DayTruth, 'clocks'> {
  const incidents = new Map<string, Incident>();
  for (const { incidents: some } of episodes) for (const one of some) incidents.set(one.id, one);
  const [reports, covers] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const note = (map: Map<string, Set<string>>, incident: Incident, key: string) => {
    incidents.set(incident.id, incident);
    const keys = map.get(incident.id);
    if (keys === undefined) map.set(incident.id, new Set([key]));
    else keys.add(key);
  };
  const keys = new Map<Report, string>();
  const keyFor = (report: Report) => {
    const known = keys.get(report);
    if (known !== undefined) return known;
    const key = reportKey(report);
    keys.set(report, key);
    return key;
  };
  const rows = new Map<string, TrueAccount>();
  for (const { report, role, incident, covers: covered, of } of accounts) {
    const key = keyFor(report);
    if (incident !== undefined) note(reports, incident, key);
    for (const one of covered ?? []) note(covers, one, key);
    // The same Report sent again is the same Report: one row.
    if (rows.has(key)) continue;
    rows.set(key, {
      report: key,
      source: report.source,
      id: report.id,
      role,
      incident: incident?.id ?? null,
      covers: (covered ?? []).map((one) => one.id),
      ...(of === undefined ? {} : { of: keyFor(of) }),
    });
  }
  const listed = (set: ReadonlySet<string> | undefined) => (set === undefined ? [] : [...set].sort());
  return {
    accounts: [...rows.values()],
    incidents: [...incidents.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => incidentRow(one, listed(reports.get(one.id)), listed(covers.get(one.id)))),
  };
}

function incidentRow(
  incident: Incident,
  reports: readonly string[],
  covers: readonly string[],
): TrueIncident {
  const { id, kind, setting, from, to, at, spread, count, phase, weapon, actor, salvo, firedFrom, follows } =
    incident;
  return {
    incident: id,
    kind,
    setting,
    occurred: { from: formatMoment(from), to: formatMoment(to) },
    at,
    spread: Math.round(spread),
    count,
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon: { class: weapon.class, calibre: weapon.calibre } }),
    ...(actor === undefined ? {} : { actor }),
    ...(salvo === undefined ? {} : { salvo }),
    ...(firedFrom === undefined ? {} : { firedFrom }),
    ...(follows === undefined ? {} : { follows }),
    reports,
    covers,
  };
}
