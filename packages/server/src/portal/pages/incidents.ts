import { keptInPlace, sayAttribution, sayFinding, sayIndication } from '@armistice/core/bulletin';
import type { Incident, StatedPosition } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { PortalMission } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import { askIncident, askIncidents, type IncidentRow } from '../asking.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html, said } from '../html.ts';
import { mapOf } from '../map.ts';
import { incidentItem, nameOf, placedOn, radiusOf, statusOf } from '../saying.ts';
import type { Speech } from '../speech.ts';

const PAGE = 40;

/** A page of incidents, the latest first. */
export async function incidentsPage(mission: Mission, speech: Speech, after?: string): Promise<PortalPage> {
  const { t, language } = speech;
  const { incidents, next } = await askIncidents(mission, {
    ...{ order: 'latest', limit: PAGE },
    ...(after === undefined ? {} : { after }),
  });
  return {
    title: t('incidents.title'),
    body: html`<p class="lead">${t('incidents.lead')}</p>
${incidents.length === 0 && html`<p>${t('incidents.none')} ${t('incidents.noneDo')}</p>`}
<ul class="rows">${incidents.map(({ incident }) => incidentItem(incident, speech))}</ul>
<p>${after !== undefined && html`<a href="/portal/${language}/incidents">${t('incidents.newest')}</a> `}
${next !== undefined && html`<a rel="next" href="/portal/${language}/incidents?after=${next}">${t('incidents.older')}</a>`}</p>`,
  };
}

/** One incident on its five axes, in the words that are allowed, with what the parties say beside it. */
export async function incidentPage(
  mission: Mission,
  about: PortalMission,
  speech: Speech,
  id: string,
): Promise<PortalPage> {
  const { t, word } = speech;
  const row = await askIncident(mission, id);
  const { incident } = row;
  const positions = await mission.ask('openPositions', PUBLIC, { id });
  const names = new Map(about.parties.map((party) => [party.id, party.name]));
  const named = (one: string) => names.get(one) ?? one;
  const map = mapOf(
    { drawings: [], places: undefined, incidents: [placedOn(incident, speech)] },
    speech,
    () => '#where',
  );
  return {
    title: t('incident.title', { number: nameOf(incident) }),
    body: html`<dl>
<dt>${t('incident.status')}</dt><dd><strong>${statusOf(incident, speech)}</strong></dd>
<dt>${t('incident.what')}</dt><dd>${word('kind', incident.kind)}${incident.weapon !== undefined && html` · ${word('weapon', incident.weapon.class ?? '')}`}</dd>
<dt>${t('incident.when')}</dt><dd>${whenOf(incident, speech)}</dd>
<dt>${t('incident.count')}</dt><dd>${t('incident.countSays', { ...incident.count })}</dd>
<dt id="where">${t('incident.where')}</dt><dd>${whereOf(incident, speech)}</dd>
<dt>${t('incident.rests')}</dt><dd>${t('incident.sources', { n: incident.origins })}</dd>
<dt>${t('incident.attribution')}</dt><dd>${sayAttribution(speech.language, incident, named)}</dd>
<dt>${t('incident.finding')}</dt><dd>${findingsOf(incident, positions, speech, named)}</dd>
<dt>${t('incident.indications')}</dt><dd>${indicationsOf(row, speech)}</dd>
<dt>${t('incident.positions')}</dt><dd>${positionsOf(positions, speech, named)}</dd>
<dt>${t('incident.resolution')}</dt><dd>${word('resolution', incident.resolution)}</dd>
</dl>
${map}
<p class="quiet">${t('front.mapNote')}</p>
${behind(incident, speech)}`,
  };
}

function whenOf({ occurred: { from, to } }: Incident, { moment }: Speech): Html {
  return from === to ? html`${moment(from)}` : html`${moment(from)} – ${moment(to)}`;
}

function whereOf(incident: Incident, { t }: Speech): Html {
  const [longitude, latitude] = incident.place.at.map((degrees) => String(Math.round(degrees * 1e4) / 1e4));
  return html`${t('incident.place', { radius: radiusOf(incident) / 1000, at: `${latitude}°, ${longitude}°` })}`;
}

function findingsOf(
  { findings = [] }: Incident,
  positions: readonly StatedPosition[],
  { t, language }: Speech,
  named: (id: string) => string,
): Html {
  if (findings.length === 0) return html`${t('incident.noFinding')}`;
  return html`${findings.map((one) => {
    const beside = positions.filter(
      ({ on, clause }) => on === 'finding' && (clause ?? one.clause) === one.clause,
    );
    return html`<p>${sayFinding(language, keptInPlace({ ...one, positions: beside }), named)}</p>`;
  })}`;
}

function indicationsOf({ indications }: IncidentRow, { t, language }: Speech): Html {
  const spoken = indications.filter(({ outcome }) => outcome !== 'not-applicable');
  if (spoken.length === 0) return html`${t('incident.noIndications')}`;
  return html`<span class="quiet">${t('incident.indicationsSay')}</span><ul>${spoken.map(
    ({ because: _reasons, ...one }) =>
      html`<li>${sayIndication(language, one)} <span class="quiet">(${said(one.agreement)})</span></li>`,
  )}</ul>`;
}

function positionsOf(
  positions: readonly StatedPosition[],
  { word }: Speech,
  named: (id: string) => string,
): Html {
  if (positions.length === 0) return html`–`;
  return html`<ul>${positions.map(
    ({ party, stance, text, lang }) =>
      html`<li><b>${said(named(party))}</b>${stance !== undefined && html` · ${word('stance', stance)}`}${text !== undefined && html`: <q${lang !== undefined && html` lang="${lang}"`}>${said(text)}</q>`}</li>`,
  )}</ul>`;
}

function behind({ id, decisions = [] }: Incident, { t }: Speech): Html {
  return html`<p><a href="/incidents/${id}">${t('incident.page')}</a><br><a href="/api/incidents/${id}">${t('incident.data')}</a></p>
${decisions.length > 0 && html`<p>${t('incident.record')}: ${decisions.map((index) => html`<a href="/api/entries/${index}">${index}</a> `)}</p>`}`;
}
