import { radiusAround, sayStatus } from '@armistice/core/bulletin';
import type { Incident } from '@armistice/core/mission';
import { isolated } from '@armistice/core/words';
import type { CoverageBeside } from '../derived/coverage.ts';
import type { Counted } from './asking.ts';
import { type Html, html, said } from './html.ts';
import type { PlacedIncident } from './map.ts';
import type { Speech } from './speech.ts';

// What several pages say of an incident or beside a count, the same each time.

/** The status in the words that are allowed. */
export function statusOf(incident: Incident, { language }: Speech): string {
  const { status, unable, origins, finding } = incident;
  return sayStatus(language, {
    ...{ status, finding, sources: origins },
    ...(unable === undefined ? {} : { unable }),
  });
}

/** The number that people quote; before there is one, the beginning of its id. */
export function nameOf({ number, id }: Incident): string {
  return number ?? id.slice(0, 8);
}

/** Metres that hold 90 % of where it may have been, as in a bulletin. */
export function radiusOf({ place: { covariance } }: Incident): number {
  return radiusAround(covariance);
}

export function placedOn(incident: Incident, speech: Speech): PlacedIncident {
  const { id, kind, occurred, place } = incident;
  const says = `${isolated(nameOf(incident))}: ${speech.word('kind', kind)}, ${speech.moment(occurred.from)}, ${statusOf(incident, speech)}`;
  return { id, at: place.at, radiusMetres: radiusOf(incident), says };
}

/** One incident in a list. */
export function incidentItem(incident: Incident, speech: Speech): Html {
  const { id, kind, occurred } = incident;
  return html`<li><b><a href="/portal/${speech.language}/incidents/${id}">${said(nameOf(incident))}</a></b> · ${speech.word('kind', kind)} · ${speech.moment(occurred.from)}<br><span class="quiet">${statusOf(incident, speech)}</span></li>`;
}

/** How many incidents there are; where none is known and nobody could observe, or said so, no figure: that is not 0. */
export function incidentsIn({ counts, coverage }: Counted, { number }: Speech): string {
  const nobody = coverage === 'not recorded' || coverage.hours === 0;
  return counts.incidents === 0 && nobody ? '–' : number(counts.incidents);
}

/** Counts never stand alone: who could observe stands beside them. */
export function besideCounts(coverage: CoverageBeside, { t }: Speech): Html {
  if (coverage === 'not recorded') return html`${t('count.notRecorded')}`;
  const { hours, of, denied, running } = coverage;
  const says = hours > 0 ? t('count.coverage', { hours, of, denied }) : t('count.notObserved', { denied });
  return html`${says}${running === true && html` ${t('count.running')}`}`;
}
