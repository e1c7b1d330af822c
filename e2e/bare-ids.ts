import type { Page } from 'playwright-core';

// Test-only: what stands on a page that is an id, where people read names.

/** What a text that nobody should have to read looks like. */
export const SHAPES = {
  uuid: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i,
  ulid: /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/,
  urn: /\burn:[a-z0-9-]+:\S+/i,
  // Hexadecimal, from the eighth place on, or 256 bits in either alphabet of base64: both letters and digits.
  hash: /(?<![\w+/-])(?=\w*[a-f])(?=\w*\d)[0-9a-f]{8,}(?![\w-])|(?<![\w+/-])(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d)[\w+/-]{43}=?(?![\w+/-])/,
  moment: /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/,
  json: /[{[]\s*"|\[\s*-?\d[\d.]*\s*,/,
  word: /(?<![\w@./#-])[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+(?![\w@-]|\.\w)/,
} as const;
export type Shape = keyof typeof SHAPES | 'handle';

/** A text that somebody is shown, and where it stands. */
export interface Bare {
  readonly what: Shape;
  readonly id: string;
  /** What stands around it. */
  readonly text: string;
  /** Elements around it, the innermost first. */
  readonly within: string;
  /** The selectors that were asked about and that one of those elements has. */
  readonly inside: readonly string[];
}

/** What a page is looked through for. */
export interface Wanted {
  /** Names of sources by their handles. */
  readonly names: ReadonlyMap<string, string>;
  /** Words with a hyphen that are the page's own language. */
  readonly prose: ReadonlySet<string>;
  /** Places about which is to be said whether a text stands in them. */
  readonly places: readonly string[];
}

/** Every id that a person can see on a page: in its words, in its fields and what these offer, and in its documents. */
export async function bareOn(page: Page, { names, prose, places }: Wanted): Promise<readonly Bare[]> {
  const seen = await page.evaluate(shownTexts, [...places]);
  const handle = new RegExp(
    `(?<![\\w.-])(${[...names.keys()].map(escaped).join('|')})(?![\\w-]|\\.\\w)`,
    'g',
  );
  return seen.flatMap(({ text, around, within, inside }) => {
    const found = Object.entries(SHAPES).flatMap(([what, shape]) =>
      [...text.matchAll(new RegExp(shape, `${shape.flags}g`))]
        .map(([id]) => ({ what: what as Shape, id }))
        .filter(({ id }) => what !== 'word' || !(prose.has(id) || names.has(id))),
    );
    const handles = [...text.matchAll(handle)]
      .map(([id]) => id)
      // It may stand beside its name, for whoever looks for entries by it.
      .filter((id) => !around.includes(names.get(id) ?? id))
      .map((id) => ({ what: 'handle' as const, id }));
    return [...found, ...handles].map((one) => ({ ...one, text: text.slice(0, 160), within, inside }));
  });
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}

interface ShownText {
  readonly text: string;
  /** All words of the line, the cell or the paragraph in which it stands. */
  readonly around: string;
  readonly within: string;
  readonly inside: readonly string[];
}

/** Runs in the page. */
function shownTexts(places: readonly string[]): readonly ShownText[] {
  const LINE =
    'li, tr, dd, dt, p, label, summary, figcaption, caption, option, h1, h2, h3, h4, legend, button';
  const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');
  const parentOf = (one: Element): Element | null =>
    one.parentElement ??
    (one.getRootNode() instanceof ShadowRoot ? (one.getRootNode() as ShadowRoot).host : null);
  const upFrom = (one: Element): readonly Element[] => {
    const parent = parentOf(one);
    return parent === null ? [one] : [one, ...upFrom(parent)];
  };
  const named = (one: Element) =>
    one.tagName.toLowerCase() +
    [...one.attributes]
      .filter(({ name }) => name.startsWith('data-'))
      .map(({ name }) => `[${name}]`)
      .join('');
  const told = (text: string, at: Element): readonly ShownText[] => {
    if (plain(text).trim() === '') return [];
    const up = upFrom(at);
    const around = plain(at.closest(LINE)?.textContent ?? text);
    const inside = places.filter((place) => up.some((one) => one.matches(place)));
    return [{ text: plain(text).trim(), around, within: up.slice(0, 6).map(named).join(' < '), inside }];
  };
  const isShown = (one: Element) => one.checkVisibility({ visibilityProperty: true });
  const textsIn = (node: Node): readonly ShownText[] => {
    if (node instanceof Text) return node.parentElement === null ? [] : told(node.data, node.parentElement);
    if (node instanceof Element) {
      if (['SCRIPT', 'STYLE', 'TITLE', 'TEMPLATE', 'DATALIST'].includes(node.tagName)) return [];
      const offered = node.tagName === 'OPTION' || node.tagName === 'OPTGROUP';
      if (!isShown(offered ? (node.closest('select') ?? node) : node)) return [];
      if (
        node instanceof HTMLInputElement &&
        ['checkbox', 'radio', 'file', 'hidden', 'date', 'datetime-local'].includes(node.type)
      )
        return [];
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)
        return [...told(node.value, node), ...told(node.placeholder, node)];
    }
    const shadow = node instanceof Element && node.shadowRoot !== null ? [...node.shadowRoot.childNodes] : [];
    return [...shadow, ...node.childNodes].flatMap(textsIn);
  };
  return textsIn(document.body);
}
