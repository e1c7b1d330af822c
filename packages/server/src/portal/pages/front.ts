import { sayStatus } from '@armistice/core/bulletin';
import { STATUSES } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { AdoptedText, IssuedBulletin } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import { askCounts, askIncidents, type Counted } from '../asking.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { mapOf } from '../map.ts';
import { besideCounts, incidentItem, incidentsIn, placedOn } from '../saying.ts';
import type { Speech } from '../speech.ts';
import { bulletinTitle } from './bulletins.ts';

const [ON_MAP, LISTED, BULLETINS] = [60, 8, 3];

/** What is known, in one page: counts beside coverage, the last bulletins and incidents, and where they were. */
export async function frontPage(mission: Mission, speech: Speech, places: unknown): Promise<PortalPage> {
  const { t, language } = speech;
  const [counted, { incidents }, bulletins, texts] = await Promise.all([
    askCounts(mission),
    askIncidents(mission, { order: 'latest', limit: ON_MAP }),
    mission.ask('issued', PUBLIC, { limit: BULLETINS }),
    mission.ask('adoptedTexts', PUBLIC, {}),
  ]);
  const placed = incidents.map(({ incident }) => placedOn(incident, speech));
  const drawings = texts.flatMap((one: AdoptedText) => one.drawings);
  const map = mapOf(
    { drawings, places, incidents: placed },
    speech,
    (id) => `/portal/${language}/incidents/${id}`,
  );
  return {
    title: t('front.title'),
    body: html`<p class="lead">${t('front.lead')}</p>
${summary(counted, speech)}
<h2>${t('front.bulletins')}</h2>
${latestBulletins(bulletins, speech)}
<h2>${t('front.latest')}</h2>
${incidents.length === 0 && html`<p>${t('incidents.none')} ${t('incidents.noneDo')}</p>`}
<ul class="rows">${incidents.slice(0, LISTED).map(({ incident }) => incidentItem(incident, speech))}</ul>
<p><a href="/portal/${language}/incidents">${t('front.all')}: ${t('nav.incidents')}</a></p>
${map !== undefined && html`<h2>${t('front.mapTitle')}</h2>${map}<p class="quiet">${t('front.mapNote')}</p>`}`,
  };
}

function summary(counted: Counted, speech: Speech): Html {
  const { counts, coverage } = counted;
  const { t, language, number } = speech;
  return html`<p class="facts"><strong>${t('front.number')}: ${incidentsIn(counted, speech)}.</strong> ${besideCounts(coverage, speech)}</p>
<h2>${t('front.statuses')}</h2>
<table><thead><tr><th scope="col">${t('front.status')}</th><th scope="col" class="n">${t('front.number')}</th></tr></thead>
<tbody>${STATUSES.filter((status) => (counts.statuses[status] ?? 0) > 0).map(
    (status) =>
      html`<tr><td>${sayStatus(language, { status })}</td><td class="n">${number(counts.statuses[status] ?? 0)}</td></tr>`,
  )}</tbody></table>`;
}

function latestBulletins(bulletins: readonly IssuedBulletin[], speech: Speech): Html {
  const { t, language, date } = speech;
  if (bulletins.length === 0) return html`<p>${t('bulletins.none')} ${t('bulletins.noneDo')}</p>`;
  return html`<ul class="rows">${bulletins.map(
    (one) =>
      html`<li><b><a href="/portal/${language}/bulletins#n${one.index}">${bulletinTitle(one, speech)}</a></b> · ${t('bulletins.issued')} ${date(one.issued)}</li>`,
  )}</ul><p><a href="/portal/${language}/bulletins">${t('front.all')}: ${t('nav.bulletins')}</a></p>`;
}
