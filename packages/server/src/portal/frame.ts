import { LANGUAGES, type Language } from '@armistice/core/bulletin';
import { balanced } from '@armistice/core/words';
import type { PortalMission } from '../derived/portal.ts';
import { type Html, html, said } from './html.ts';
import { type Speech, speechIn } from './speech.ts';
import { STYLE_PATH } from './style.ts';

/** Pages that the portal leads to, in the order of its menu. */
export const SECTIONS = [
  ['', 'nav.front'],
  ['incidents', 'nav.incidents'],
  ['bulletins', 'nav.bulletins'],
  ['agreements', 'nav.agreements'],
  ['coverage', 'nav.coverage'],
  ['parity', 'nav.parity'],
  ['check', 'nav.check'],
  ['send', 'nav.send'],
] as const;

/** One page before it is put into its frame. */
export interface PortalPage {
  readonly title: string;
  readonly body: Html;
}

/**
 * A page with what stands around each: whose it is, that it is an exercise, the way to the others and to other languages.
 * While the record is read back nothing is known of the mission, and nothing of it is shown.
 */
export function framed(
  page: PortalPage,
  speech: Speech,
  mission: PortalMission | undefined,
  rest: string,
): string {
  const { language, dir, t } = speech;
  const [section = ''] = rest.split('/');
  const here = (lang: Language) => `/portal/${lang}/${rest}`;
  return html`<!doctype html>
<html lang="${language}" dir="${dir}">
<head>
<meta charset="utf-8">
<title>${page.title}${mission !== undefined && ` · ${mission.title}`}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="canonical" href="${here(language)}">
${LANGUAGES.map((lang) => html`<link rel="alternate" hreflang="${lang}" href="${here(lang)}">`)}
<link rel="alternate" type="application/atom+xml" title="${t('nav.bulletins')}" href="/portal/${language}/bulletins.atom">
</head>
<body>
<a class="skip" href="#main">${t('nav.skip')}</a>
<header>
${mission?.exercise === true && html`<p class="exercise"><strong>${t('exercise.mark')}</strong> · ${t('exercise.says')}</p>`}
<p><a href="/portal/${language}/">${mission === undefined ? t('nav.front') : said(mission.title)}</a></p>
<nav aria-label="${t('nav.label')}"><ul>${SECTIONS.map(
    ([path, key]) =>
      html`<li><a href="/portal/${language}/${path}"${section === path && html` aria-current="page"`}>${t(key)}</a></li>`,
  )}</ul></nav>
<nav class="languages" aria-label="${t('nav.languages')}"><ul>${LANGUAGES.map(
    (lang) =>
      html`<li><a lang="${lang}" hreflang="${lang}" dir="${speechIn(lang).dir}" href="${here(lang)}"${lang === language && html` aria-current="true"`}>${speechIn(lang).t('language.name')}</a></li>`,
  )}</ul></nav>
</header>
<main id="main">
<h1>${balanced(page.title)}</h1>
${page.body}
</main>
<footer>
<p>${t('foot.terms')}</p>
<p>${t('foot.noscript')} <a href="/">${t('foot.room')}</a></p>
${mission !== undefined && html`<p>${t('front.asOf', { when: speech.moment(mission.at), size: mission.size })}</p>`}
</footer>
</body>
</html>
`.text;
}
