import { balanced } from '@armistice/core/words';

// Pages are made of text alone: whatever is filled into a template is escaped, unless it was made by a template itself.

/** A piece of a page that is well-formed by how it was made. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be filled into a template. Nothing stands where something is undefined or false. */
export type Filling = Html | string | number | undefined | false | readonly Filling[];

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that neither ends an element or a quoted attribute nor begins one, and that XML can carry. */
export function escaped(text: string): string {
  // Control characters but tab and line ends, and what is no character.
  const carried = text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd');
  return carried.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A piece of a page: `` html`<p title="${text}">${text}</p>` ``. Attributes are written in quotes. */
export function html(strings: TemplateStringsArray, ...fillings: readonly Filling[]): Html {
  return new Html(strings.reduce((all, part, i) => all + filled(fillings[i - 1]) + part));
}

function filled(filling: Filling): string {
  if (filling === undefined || filling === false) return '';
  if (filling instanceof Html) return filling.text;
  if (typeof filling === 'object') return filling.map(filled).join('');
  return escaped(String(filling));
}

/** What somebody wrote, or a name: it turns no words around it, whatever its direction. */
export function said(text: string): Html {
  return html`<bdi>${balanced(text)}</bdi>`;
}
