import { PUBLIC } from '@armistice/core/record';
import { CatchingUp, DerivedStopped } from '../../derived/told.ts';
import type { Mission } from '../../mission.ts';
import { Problem } from '../../problems.ts';
import type { PortalPage } from '../frame.ts';
import { html, said } from '../html.ts';
import type { Speech } from '../speech.ts';

/** How to check what stands here without believing it. */
export async function checkPage(mission: Mission, speech: Speech, origin: string): Promise<PortalPage> {
  const { t } = speech;
  const { witnesses } = JSON.parse(await mission.ask('trust', PUBLIC, {})) as {
    readonly witnesses: readonly { readonly name: string; readonly independent: boolean }[];
  };
  return {
    title: t('check.title'),
    body: html`<p class="lead">${t('check.lead')}</p>
<h2>${t('check.page')}</h2><p><a href="/verify.html" download>verify.html</a> – ${t('check.pageSays')}</p>
<p><a href="/entries">${t('check.room')}</a></p>
<h2>${t('check.mirror')}</h2><p>${t('check.mirrorSays')}</p>
<p>${t('check.policy')} <a href="/record/policy">policy</a></p>
<pre>npx armistice mirror ${origin}/record copy --policy policy</pre>
<p>${t('check.verify')}</p><pre>npx armistice verify copy --policy policy</pre>
<h2>${t('check.record')}</h2><p><a href="/record/checkpoint">${t('check.checkpoint')}</a> · <code dir="ltr">${origin}/record/</code></p>
<p>${t('check.cosigned')}</p>
<ul>${witnesses.map(({ name, independent }) => html`<li>${t('check.witness')} ${said(name)}: <strong>${t(independent ? 'check.independent' : 'check.dependent')}</strong></li>`)}</ul>`,
  };
}

/** How somebody reports, and how a party complains. */
export function sendPage({ t }: Speech): PortalPage {
  const parts = ['public', 'party', 'receipt', 'harm'] as const;
  return {
    title: t('send.title'),
    body: html`<p class="lead">${t('send.lead')}</p>${parts.map(
      (part) => html`<h2>${t(`send.${part}`)}</h2><p>${t(`send.${part}Says`)}</p>`,
    )}`,
  };
}

/** What stands where there is nothing. */
export function missingPage({ t, language }: Speech): PortalPage {
  return {
    title: t('problem.missing'),
    body: html`<p>${t('problem.missingSays')}</p><p><a href="/portal/${language}/">${t('nav.front')}</a></p>`,
  };
}

/** What stands everywhere while nothing can be worked out: why, and the same address to ask again. Undefined for other errors. */
export function waitingPage(why: unknown, speech: Speech, rest: string): PortalPage | undefined {
  const { t, language } = speech;
  const says = whyWaiting(why, speech);
  if (says === undefined) return undefined;
  return {
    title: t(why instanceof DerivedStopped ? 'problem.stopped' : 'problem.waiting'),
    body: html`<p>${says}</p><p><a href="/portal/${language}/${rest}">${t('problem.again')}</a></p>`,
  };
}

function whyWaiting(why: unknown, { t }: Speech): string | undefined {
  if (why instanceof CatchingUp) return t('problem.waitingSays', { done: why.done, of: why.of });
  if (why instanceof DerivedStopped) return t('problem.stoppedSays');
  return why instanceof Problem && why.code === 'store/not-ready' ? t('problem.preparing') : undefined;
}
