import { describe, expect, test } from 'vitest';
import { idOf, Night, PLACE, reportOf } from '../mission/testing.ts';
import type { Json } from '../record/index.ts';
import { documentOf } from './document-of.ts';
import { FORMATS, textOf } from './files.ts';
import { LANGUAGES } from './sentences/index.ts';
import { madeOver } from './testing.ts';
import { typstOf } from './typst.ts';

// What a source, a party or a person of the staff wrote stands in a bulletin as text: it runs nothing, is no formula and no
// markup, names no address, and turns no word of ours around.

const TURN = '\u2069\u2069\u202e';
const MARKUP = `<script>ran()</script>"'><img src=x onerror=ran()><a href="javascript:ran()">`;
const TYPST = '#eval("1") $x$ \\" #read("/etc/passwd") ]';
const WORDS: { readonly [language: string]: string } = {
  en: 'near the mill',
  uk: 'біля млина',
  ru: 'у мельницы',
  fr: 'près du moulin',
  ar: 'قرب الطاحونة',
};

/** A night in which every text that others choose is hostile. */
async function stateWith(words: string) {
  const hostile = `${words} ${MARKUP} ${TYPST} ${TURN}`;
  const night = new Night().p1().p2().watched();
  const place = { ...PLACE, type: 'named', name: hostile };
  night.file(
    reportOf({
      id: idOf(500),
      source: 'p1',
      place,
      weapon: { class: 'mortar', name: hostile },
      kind: 'flare',
    }),
  );
  night.file(reportOf({ id: idOf(501), source: 'p1', place: { ...place, name: `=cmd|${words}` } }));
  night.put('fact', { fact: 'access', at: '2026-11-20T22:00:00Z', by: 'north' });
  const access = {
    id: 'a-1',
    area: 'east',
    source: 'p1',
    from: '2026-11-20T22:00:00Z',
    to: '2026-11-20T23:00:00Z',
  };
  night.put('access', { ...access, answer: 'denied', party: 'north', reason: hostile });
  const [adopted] = (await night.fold()).agreements;
  const title = { ...adopted?.agreement, agreement: 'another', title: hostile };
  night.log.append({ kind: 'agreement', by: night.log.registrar, open: title as unknown as Json });
  const state = await night.fold();
  expect([state.agreements.length, state.access.size]).toEqual([2, 1]);
  return { hostile, state };
}

/** Tags and attributes that a page is made of here; the rest of it is text. */
const TAG = /<(\/?[a-z!][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g;
const OUR_TAGS =
  /^(\/?(html|head|meta|title|style|body|main|h1|h2|h3|p|div|b|dl|dt|dd|bdi|table|caption|thead|tbody|tr|th|td|figure|figcaption|svg|path|circle|text|g|rect|line)|!doctype)$/;

/** How deep isolates are at the end of a text, and the least on the way. */
function depths(text: string): { readonly least: number; readonly end: number } {
  let [open, least] = [0, 0];
  for (const [sign] of text.matchAll(/[\u2066-\u2069]/g)) {
    open += sign === '\u2069' ? -1 : 1;
    least = Math.min(least, open);
  }
  return { least, end: open };
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('a hostile text is text in every file of a bulletin, and turns nothing of ours', async () => {
    const { hostile, state } = await stateWith(WORDS[language] ?? '');
    const remarks = [{ section: 'access', text: hostile, lang: language }];
    const made = madeOver(state, { remarks, title: hostile });
    const html = textOf(made, { language, format: 'html' });
    expect(html).toContain('&lt;script&gt;ran()&lt;/script&gt;');
    const body = html.replace(/<style>[\s\S]*?<\/style>/, '');
    const tags = [...body.matchAll(TAG)];
    expect(tags.length).toBeGreaterThan(50);
    for (const [, name, attributes] of tags) {
      expect([name, OUR_TAGS.test(name ?? '')]).toEqual([name, true]);
      expect(attributes).not.toMatch(/\son[a-z]+=|javascript:|href=/);
    }
    // Nothing that begins a tag is left over: every other sign was written as one.
    expect(body.replace(TAG, '')).not.toContain('<');
    for (const text of body.split(TAG)) expect([text, depths(text ?? '').least]).toEqual([text, 0]);

    const { source } = typstOf(documentOf(made, language));
    // Outside of its strings the source holds our own words alone.
    const ours = source.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    expect([ours.includes('eval('), ours.includes('read('), ours.includes('$')]).toEqual([
      false,
      false,
      false,
    ]);
    for (const [text] of source.matchAll(/"(?:[^"\\]|\\.)*"/g))
      expect([text, depths(text)]).toEqual([text, { least: 0, end: 0 }]);

    const csv = textOf(made, { language, format: 'csv' });
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
    const json = JSON.parse(textOf(made, { language, format: 'geojson' })) as {
      readonly features: readonly object[];
    };
    expect(json.features.length).toBeGreaterThan(0);
  });

  test('what holds no such sign is printed as it was written', async () => {
    const plain = `${WORDS[language]} (2)`;
    const { state } = await stateWith('');
    const html = textOf(madeOver(state, { title: plain }), { language, format: 'html' });
    expect(html).toContain(`· ${plain}</title>`);
  });
});

test('every format is looked at', () => {
  expect(FORMATS).toEqual(['html', 'csv', 'geojson', 'pdf']);
});
