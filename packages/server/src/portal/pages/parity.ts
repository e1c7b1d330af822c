import type { Parity } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import type { PortalMission } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html, said } from '../html.ts';
import type { Speech } from '../speech.ts';

/** One party in one figure: times and evidence have a median, shares a share. */
interface PartyFigure {
  readonly party: string;
  readonly suppressed?: true;
  readonly n?: number;
  readonly open?: number;
  readonly median?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly count?: number;
  readonly share?: number | null;
}
interface Row {
  readonly name: string;
  readonly standing: string;
  readonly measure: (value: number) => string;
  readonly parties: readonly PartyFigure[];
}

/** Whether the parties are treated alike, as published: each figure with its interval, in the order of the agreement. */
export async function parityPage(
  mission: Mission,
  about: PortalMission,
  speech: Speech,
): Promise<PortalPage> {
  const { t, word } = speech;
  const parity = JSON.parse(await mission.ask('parity', PUBLIC, {})) as Parity;
  const rows = rowsOf(parity, speech).filter(({ parties }) =>
    parties.some(({ suppressed, n = 0 }) => suppressed === true || n > 0),
  );
  const standings = [...new Set(rows.map(({ standing }) => standing))];
  const names = new Map(about.parties.map(({ id, name }) => [id, name]));
  return {
    title: t('parity.title'),
    body: html`<p class="lead">${t('parity.lead')}</p>
<p>${t('parity.finding')} ${t('parity.open')} ${t('parity.rank')}</p>
<p class="quiet">${t('parity.basis', { entries: parity.size, when: speech.moment(parity.at), incidents: parity.incidents, complaints: parity.complaints })}</p>
${rows.length === 0 && html`<p>${t('parity.empty')}</p>`}
${standings.map(
  (
    standing,
  ) => html`<h2>${word('standing', standing)}</h2><div class="wide" tabindex="0" role="group" aria-label="${word('standing', standing)}"><table>
<thead><tr><td></td>${parity.parties.map((party) => html`<th scope="col">${said(names.get(party) ?? party)}</th>`)}</tr></thead>
<tbody>${rows.filter((row) => row.standing === standing).map((row) => rowHtml(row, speech))}</tbody></table></div>`,
)}
<p><a href="/parity">${t('incident.page')}</a></p>`,
  };
}

function rowHtml({ name, parties, measure }: Row, speech: Speech): Html {
  return html`<tr><th scope="row">${name}</th>${parties.map((one) => html`<td>${saysOf(one, measure, speech)}</td>`)}</tr>`;
}

function saysOf(
  { suppressed, n = 0, open = 0, median, low, high, count = 0, share }: PartyFigure,
  measure: (value: number) => string,
  { t }: Speech,
): string {
  if (suppressed === true) return t('parity.suppressed');
  if (n === 0) return t('parity.none');
  const from = measure(low ?? 0);
  if (share !== undefined)
    return t('parity.share', { share: measure(share ?? 0), count, n, low: from, high: measure(high ?? 1) });
  const cases =
    open > 0 ? `${t('parity.cases', { n })}, ${t('parity.waiting', { n: open })}` : t('parity.cases', { n });
  const middle =
    median == null
      ? t('parity.noMedian', { low: from })
      : high == null
        ? t('parity.medianOpen', { median: measure(median), low: from })
        : t('parity.median', { median: measure(median), low: from, high: measure(high) });
  return `${middle} (${cases})`;
}

function rowsOf({ times, evidence, shares }: Parity, speech: Speech): readonly Row[] {
  const { word, number } = speech;
  const hours = (value: number) => `${number(value)} h`;
  const percent = (value: number) => `${number(value * 100)} %`;
  return [
    ...times.map(({ step, standing, parties }) => ({
      name: word('figure', step),
      standing,
      parties,
      measure: hours,
    })),
    ...evidence.map(({ decision, counts, standing, parties }) => ({
      name: `${word('decision', decision)}: ${word('counts', counts)}`,
      ...{ standing, parties, measure: number },
    })),
    ...shares.map(({ of, is, standing, parties }) => ({
      name: `${word('of', of)}: ${word('is', is)}`,
      ...{ standing, parties, measure: percent },
    })),
  ] as readonly Row[];
}
