import { erratumSaid, ruleSaid } from '@armistice/core/bulletin';
import { PUBLIC } from '@armistice/core/record';
import { balanced } from '@armistice/core/words';
import { releasedFrom } from '../../bulletin/release.ts';
import type { IssuedBulletin, IssuedErratum, PortalMission } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html, said } from '../html.ts';
import type { Speech } from '../speech.ts';

const MOST = 60;

/** Where the files of a bulletin are; undefined where this server makes none. */
export type FileOf = ((number: string, format: string, language: string) => string) | undefined;

/** Bulletins, the newest first, each with what it counted and what was put right. */
export async function bulletinsPage(mission: Mission, speech: Speech, fileOf: FileOf): Promise<PortalPage> {
  const { t, language } = speech;
  const bulletins = await mission.ask('issued', PUBLIC, { limit: MOST });
  return {
    title: t('bulletins.title'),
    body: html`<p class="lead">${t('bulletins.lead')}</p>
<p><a type="application/atom+xml" href="/portal/${language}/bulletins.atom">${t('bulletins.feed')}</a></p>
${bulletins.length === 0 && html`<p>${t('bulletins.none')} ${t('bulletins.noneDo')}</p>`}
${bulletins.map((one) => bulletin(one, speech, fileOf))}`,
  };
}

/** What a bulletin is called: its type, number and day. */
export function bulletinTitle({ body: { type, number } }: IssuedBulletin, { t }: Speech): Html {
  return html`${t(`bulletins.${type}`)} ${said(number)}`;
}

function bulletin(one: IssuedBulletin, speech: Speech, fileOf: FileOf): Html {
  const { t, moment } = speech;
  const { body, issued, due, errata, index } = one;
  const from = releasedFrom(PUBLIC, body);
  const released = from <= Date.now();
  const at = body.issued ?? issued;
  const figures = (body.figures ?? {}) as {
    readonly count?: unknown;
    readonly rule?: { readonly says?: string };
  };
  return html`<section class="card" id="n${index}"><h2>${bulletinTitle(one, speech)}</h2><dl>
<dt>${t('bulletins.covers')}</dt><dd>${moment(body.from)} – ${moment(body.to)}${Date.parse(at) < Date.parse(body.to) && html`<br>${t('bulletins.notOver', { when: moment(at) })}`}</dd>
<dt>${t('bulletins.issued')}</dt><dd>${moment(issued)} · <a href="/api/entries/${index}">${index}</a></dd>
${figures.count !== undefined && html`<dt>${t('bulletins.counted')}</dt><dd>${figure(figures.count, speech)}</dd>`}
${!released && html`<dt>${t('bulletins.files')}</dt><dd>${t('bulletins.releasedFrom', { when: moment(new Date(from).toISOString()) })}</dd>`}
<dt>${t('bulletins.rule')}</dt><dd>${ruleOf(body.rule, figures.rule?.says, speech)}</dd>
${released && fileOf !== undefined && html`<dt>${t('bulletins.files')}</dt><dd>${['html', 'pdf', 'csv', 'geojson'].map((format) => html`<a href="${fileOf(body.number, format, speech.language)}">${format.toUpperCase()}</a> `)}</dd>`}
${errata.length > 0 && html`<dt>${t('bulletins.errata')}</dt><dd>${errata.map((erratum) => corrected(erratum, released, speech))}</dd>`}
</dl>${due && html`<p class="quiet">${t('bulletins.due')}</p>`}</section>`;
}

/** A counting rule: by name and in the reader's language where it is ours, as it stands on record where it is another's. */
function ruleOf(rule: IssuedBulletin['body']['rule'], says: string | undefined, { language }: Speech): Html {
  const id = `${rule.rule} ${rule.version}`;
  const ours = says === undefined ? undefined : ruleSaid(language, { ...rule, says });
  if (ours !== undefined) return html`${ours.name} (${said(id)}). <span class="quiet">${ours.says}</span>`;
  return html`${said(id)}${says !== undefined && html` <span class="quiet" lang="en" dir="ltr">${balanced(says)}</span>`}`;
}

/** What an erratum put right; of a bulletin that everyone is given later, that there is one. */
function corrected({ index, reason, changes }: IssuedErratum, released: boolean, speech: Speech): Html {
  if (!released) return html`<p><a href="/api/entries/${index}">${index}</a></p>`;
  return html`<p><a href="/api/entries/${index}">${index}</a>: ${said(reason)}</p><ul>${erratumSaid(
    speech.language,
    changes,
  ).map(
    ({ what, was, is }) => html`<li>${said(what)}: ${speech.t('bulletins.was', { was, is })}</li>`,
  )}</ul>`;
}

/** A range as a range; anything else as it stands. */
function figure(value: unknown, { t }: Speech): string {
  const range = value as { readonly min?: unknown; readonly best?: unknown; readonly max?: unknown } | null;
  const { min, best, max } = range ?? {};
  if (typeof min === 'number' && typeof best === 'number' && typeof max === 'number')
    return t('bulletins.range', { min, best, max });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The bulletins as an Atom feed (RFC 4287). */
export async function bulletinsFeed(
  mission: Mission,
  about: PortalMission,
  speech: Speech,
  origin: string,
): Promise<string> {
  const { language, t, moment } = speech;
  const bulletins = await mission.ask('issued', PUBLIC, { limit: MOST });
  const here = `${origin}/portal/${language}`;
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<title>${about.title} · ${t('bulletins.title')}</title>
<id>${here}/bulletins.atom</id>
<link rel="self" type="application/atom+xml" href="${here}/bulletins.atom"/>
<link rel="alternate" type="text/html" href="${here}/bulletins"/>
<updated>${bulletins[0]?.issued ?? about.at}</updated>
<author><name>${about.title}</name></author>
${bulletins.map(
  ({
    body,
    index,
    issued,
  }) => html`<entry><title>${t(`bulletins.${body.type}`)} ${body.number}</title><id>${here}/bulletins#n${index}</id><link href="${here}/bulletins#n${index}"/><updated>${issued}</updated><summary>${about.exercise && `${t('exercise.mark')}. `}${t('bulletins.covers')}: ${moment(body.from)} – ${moment(body.to)}</summary></entry>
`,
)}</feed>
`.text;
}
