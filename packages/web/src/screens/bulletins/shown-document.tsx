import { useEffect, useRef } from 'react';
import styles from './bulletins.module.css';

/** What a document of the server holds: its words, and its styles as rules that no policy forbids. */
function partsOf(html: string): { readonly styles: CSSStyleSheet; readonly page: DocumentFragment } {
  // A style element would be refused by the page's policy, wherever it is read: its rules are taken out before.
  const rules: string[] = [];
  const plain = html.replaceAll(/<style>([\s\S]*?)<\/style>/g, (_whole, text: string) => {
    rules.push(text);
    return '';
  });
  const parsed = new DOMParser().parseFromString(plain, 'text/html');
  const sheet = new CSSStyleSheet();
  // In a shadow tree the root of the document is its host.
  sheet.replaceSync(
    rules
      .join('\n')
      .replaceAll(':root', ':host')
      .replaceAll(/(^|[\s,{}])(html|body)\b/g, '$1:host'),
  );
  const page = document.createDocumentFragment();
  // Around it there is a main part and a first heading already.
  const content = parsed.querySelector('main') ?? parsed.body;
  page.append(...document.importNode(content, true).childNodes);
  page.querySelector('h1')?.remove();
  return { styles: sheet, page };
}

interface ShownDocumentProps {
  /** A whole document, as it is published: it has no script, and none of it would run here. */
  readonly html: string;
  readonly title: string;
  /** Another one is on its way. */
  readonly stale?: boolean;
}

/** A published document as it is, within a view: its styles touch nothing around it, and those around it not the document. */
export function ShownDocument({ html, title, stale = false }: ShownDocumentProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const { styles: sheet, page } = partsOf(html);
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(page);
    // An address names no part of a shadow tree: a mark in the document leads to it by this.
    const follow = (event: Event) => {
      const to = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      const part = to === null ? null : root.getElementById(to.getAttribute('href')?.slice(1) ?? '');
      if (part === null) return;
      event.preventDefault();
      part.tabIndex = -1;
      part.focus();
      part.scrollIntoView({ block: 'center' });
    };
    root.addEventListener('click', follow);
    return () => root.removeEventListener('click', follow);
  }, [html]);
  const { lang, dir } = languageOf(html);
  return (
    <section
      ref={host}
      className={styles.document}
      aria-label={title}
      lang={lang}
      dir={dir}
      data-document
      data-stale={stale}
    />
  );
}

/** The language and direction that a document names for itself. */
function languageOf(html: string): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } {
  const [, opening = ''] = /<html([^>]*)>/i.exec(html) ?? [];
  const [, lang = 'en'] = /lang="([a-z-]+)"/i.exec(opening) ?? [];
  return { lang, dir: /dir="rtl"/i.test(opening) ? 'rtl' : 'ltr' };
}
