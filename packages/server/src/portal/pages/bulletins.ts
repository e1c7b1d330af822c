import {
  type ChangeSaid,
  erratumSaid,
  nameIn,
  releasedFrom,
  ruleSaid,
  withdrawnSaid,
  writtenIn,
} from '@armistice/core/bulletin';
import { PUBLIC } from '@armistice/core/record';
import { balanced } from '@armistice/core/words';
import type { IssuedBulletin, IssuedErratum, PortalMission } from '../../derived/portal.ts';
import type { Mission } from '../../mission.ts';
import type { PortalPage } from '../frame.ts';
import { type Html, html, said } from '../html.ts';
import type { Speech } from '../speech.ts';

const MOST = 60;

/** Where the files of a bulletin are; undefined where this server makes none. */
export type FileOf = ((number: string, format: string, language: string) => string) | undefined;

/** Bulletins, the newest first, each with what it counted and what was put right. */
export async function bulletinsPage(
  mission: Mission,
  about: Pick<PortalMission, 'names'>,
  speech: Speech,
  fileOf: FileOf,
): Promise<PortalPage> {
  const { t, language } = speech;
  const bulletins = await mission.ask('issued', PUBLIC, { limit: MOST });
  return {
    title: t('bulletins.title'),
    body: html`<p class="lead">${t('bulletins.lead')}</p>
<p><a type="application/atom+xml" href="/portal/${language}/bulletins.atom">${t('bulletins.feed')}</a></p>
${bulletins.length === 0 && html`<p>${t('bulletins.none')} ${t('bulletins.noneDo')}</p>`}
${bulletins.map((one) => bulletin(one, about, speech, fileOf))}`,
  };
}

/** What a bulletin is called: its type, number and day. */
export function bulletinTitle({ body: { type, number } }: IssuedBulletin, { t }: Speech): Html {
  return html`${t(`bulletins.${type}`)} ${said(number)}`;
}

function bulletin(
  one: IssuedBulletin,
  { names }: Pick<PortalMission, 'names'>,
  speech: Speech,
  fileOf: FileOf,
): Html {
  const { t, moment } = speech;
  const { body, issued, due, errata, index } = one;
  const from = releasedFrom(PUBLIC, body);
  const released = from <= Date.now();
  const at = body.issued ?? issued;
  const figures = (body.figures ?? {}) as {
    readonly count?: unknown;
    readonly rule?: { readonly says?: string };
  };
  return html`<section class="card" id="n${index}"><h2>${bulletinTitle(one, speech)}</h2>${released && titleOf(one, speech)}<dl>
<dt>${t('bulletins.covers')}</dt><dd>${moment(body.from)} – ${moment(body.to)}${Date.parse(at) < Date.parse(body.to) && html`<br>${t('bulletins.notOver', { when: moment(at) })}`}</dd>
<dt>${t('bulletins.issued')}</dt><dd>${moment(issued)} · <a href="/api/entries/${index}">${index}</a></dd>
${figures.count !== undefined && html`<dt>${t('bulletins.counted')}</dt><dd>${figure(figures.count, speech)}</dd>`}
${!released && html`<dt>${t('bulletins.files')}</dt><dd>${t('bulletins.releasedFrom', { when: moment(new Date(from).toISOString()) })}</dd>`}
<dt>${t('bulletins.rule')}</dt><dd>${ruleOf(body.rule, figures.rule?.says, speech)}</dd>
${released && fileOf !== undefined && html`<dt>${t('bulletins.files')}</dt><dd>${files(['html', 'pdf', 'csv', 'geojson'], (format) => fileOf(body.number, format, speech.language))}</dd>`}
${released && fileOf !== undefined && errata.length > 0 && html`<dt>${t('bulletins.corrected')}</dt><dd>${files(['html', 'pdf'], (format) => `${fileOf(body.number, format, speech.language)}&as=corrected`)}</dd>`}
${errata.length > 0 && html`<dt>${t('bulletins.errata')}</dt><dd>${errata.map((erratum) => corrected(erratum, released, names, speech))}</dd>`}
</dl>${due && html`<p class="quiet">${t('bulletins.due')}</p>`}</section>`;
}

/** A counting rule: by name and in the reader's language where it is ours, as it stands on record where it is another's. */
function ruleOf(rule: IssuedBulletin['body']['rule'], says: string | undefined, { language }: Speech): Html {
  const id = `${rule.rule} ${rule.version}`;
  const ours = says === undefined ? undefined : ruleSaid(language, { ...rule, says });
  if (ours !== undefined) return html`${ours.name} (${said(id)}). <span class="quiet">${ours.says}</span>`;
  return html`${said(id)}${says !== undefined && html` <span class="quiet" lang="en" dir="ltr">${balanced(says)}</span>`}`;
}

function files(formats: readonly string[], hrefOf: (format: string) => string): readonly Html[] {
  return formats.map((format) => html`<a href="${hrefOf(format)}">${format.toUpperCase()}</a> `);
}

/** The title as it stands; one that an erratum put right is struck, and what stands leads to it. */
function titleOf({ body, errata }: IssuedBulletin, { t, language }: Speech): Html | undefined {
  if (body.title === undefined) return undefined;
  const [title] = writtenIn({ title: body.title }, errata);
  const last = title?.before.at(-1)?.erratum;
  if (title === undefined || last === undefined) return html`<p>${said(body.title)}</p>`;
  const struck = title.before.map(
    ({ text }) => text !== null && html`${beside('stood', t)}<del>${said(text)}</del> `,
  );
  const now = title.text === null ? said(withdrawnSaid(language)) : html`<ins>${said(title.text)}</ins>`;
  return html`<p>${struck}${beside('stands', t)}${now} <a href="#e${last}">${t('bulletins.titlePut')}</a></p>`;
}

/** What an erratum put right; of a bulletin that everyone is given later, that there is one. */
function corrected(
  { index, reason, changes }: IssuedErratum,
  released: boolean,
  names: PortalMission['names'],
  speech: Speech,
): Html {
  if (!released) return html`<p><a href="/api/entries/${index}">${index}</a></p>`;
  const lines = erratumSaid(speech.language, changes, (id) => nameIn(names, speech.language, id));
  return html`<p id="e${index}"><a href="/api/entries/${index}">${index}</a>: ${said(reason)}</p><ul>${lines.map((line) => changed(line, speech))}</ul>`;
}

/** Both figures of a change; of words what stood there struck, and below it what does. */
function changed({ what, was, is, words }: ChangeSaid, { t }: Speech): Html {
  if (words === undefined) return html`<li>${said(what)}: ${t('bulletins.was', { was, is })}</li>`;
  const own = (text: string) =>
    words.lang === undefined ? said(text) : html`<span lang="${words.lang}">${said(text)}</span>`;
  const before = words.none === 'was' ? said(was) : html`<del>${own(was)}</del>`;
  const after = words.none === 'is' ? said(is) : html`<ins>${own(is)}</ins>`;
  return html`<li>${said(what)}<br>${beside('stood', t)}${before}<br>${beside('stands', t)}${after}</li>`;
}

/** Which of both words are, told to who sees no strike and hears none. */
function beside(which: 'stood' | 'stands', t: Speech['t']): Html {
  return html`<span class="quiet">${t(`bulletins.${which}`)}</span> `;
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
