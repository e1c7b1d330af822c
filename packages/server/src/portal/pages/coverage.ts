import type { Mission } from '../../mission.ts';
import { askCounts } from '../asking.ts';
import type { PortalPage } from '../frame.ts';
import { html } from '../html.ts';
import { besideCounts, incidentsIn } from '../saying.ts';
import type { Speech } from '../speech.ts';

/** Who could observe and who was refused, as it is published. */
export async function coveragePage(mission: Mission, speech: Speech): Promise<PortalPage> {
  const { t, word, number } = speech;
  const counted = await askCounts(mission);
  const { coverage } = counted;
  const lost = coverage === 'not recorded' ? [] : Object.entries(coverage.lost);
  return {
    title: t('coverage.title'),
    body: html`<p class="lead">${t('coverage.lead')}</p>
<p class="facts">${besideCounts(coverage, speech)}</p>
<p>${t('front.number')}: ${incidentsIn(counted, speech)}</p>
${coverage !== 'not recorded' && html`<p>${t('coverage.minutes', { n: coverage.minutesLost })}</p>`}
${
  lost.length > 0 &&
  html`<h2>${t('coverage.lost')}</h2><table><thead><tr><th scope="col">${t('coverage.cause')}</th><th scope="col" class="n">${t('coverage.hours')}</th></tr></thead><tbody>${lost
    .toSorted(([, a], [, b]) => b - a)
    .map(
      ([cause, hours]) => html`<tr><td>${word('cause', cause)}</td><td class="n">${number(hours)}</td></tr>`,
    )}</tbody></table>`
}
<p><a href="/coverage">${t('incident.page')}</a></p>`,
  };
}
