import type { Obligation } from '@armistice/core/agreement';
import { PUBLIC } from '@armistice/core/record';
import type { AdoptedText } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import { Problem } from '../../problems.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html, said } from '../html.ts';
import { mapOf } from '../map.ts';
import type { Speech } from '../speech.ts';

/** The agreements that the record adopted. */
export async function agreementsPage(mission: Mission, speech: Speech): Promise<PortalPage> {
  const { t, language, date } = speech;
  const texts = await mission.ask('adoptedTexts', PUBLIC, {});
  return {
    title: t('agreements.title'),
    body: html`<p class="lead">${t('agreements.lead')}</p>
${texts.length === 0 && html`<p>${t('agreements.none')} ${t('agreements.noneDo')}</p>`}
<ul class="rows">${texts.map(
      ({ agreement, adopted }) =>
        html`<li><b><a href="/portal/${language}/agreements/${agreement.agreement}"><span lang="en">${said(agreement.title)}</span></a></b><br><span class="quiet">${t('agreements.adopted', { when: date(adopted) })}</span></li>`,
    )}</ul>`,
  };
}

/** One agreement read aloud, with where each of its obligations stands. */
export async function agreementPage(mission: Mission, speech: Speech, id: string): Promise<PortalPage> {
  const { t, date } = speech;
  const texts = await mission.ask('adoptedTexts', PUBLIC, {});
  const found = texts.find(({ agreement }) => agreement.agreement === id);
  if (found === undefined) throw new Problem('request/not-found', `no agreement is called "${id}"`);
  const map = mapOf({ drawings: found.drawings, places: undefined, incidents: [] }, speech, () => '');
  return {
    title: found.agreement.title,
    body: html`<p class="lead">${t('agreements.adopted', { when: date(found.adopted) })}. ${t('agreements.english')}</p>
${map}
${found.clauses.map((clause) => clauseOf(clause, found, speech))}
<p><a href="/agreements/${id}">${t('incident.page')}</a><br><a href="/api/agreements/${id}">${t('incident.data')}</a></p>`,
  };
}

function clauseOf(
  { id, article, sentence, paraphrase, mark }: AdoptedText['clauses'][number],
  { standing, agreement }: AdoptedText,
  { t, date }: Speech,
): Html {
  const own = standing.filter(({ clause }) => clause === id);
  const names = new Map(agreement.parties.map((party) => [party.id, party.name]));
  const stands = ({ by, status, due }: Obligation) =>
    html`<li>${said(names.get(by) ?? by)}: ${t(`standing.${status}`)}${due !== undefined && html` · ${t('agreements.due', { when: date(due) })}`}</li>`;
  return html`<section class="card" id="clause-${id}"><h2 lang="en" dir="ltr">${article} (${id})</h2>
<p lang="en" dir="ltr">${paraphrase}</p><p class="quiet" lang="en" dir="ltr">${sentence}</p>
${mark !== undefined && html`<p><strong>${t(mark === 'unchecked' ? 'agreements.unchecked' : 'agreements.secondHand')}</strong></p>`}
${own.length > 0 && html`<h3>${t('agreements.standing')}</h3><ul>${own.map(stands)}</ul>`}</section>`;
}
