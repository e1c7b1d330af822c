import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, html, said } from './html.ts';

// Whatever stands in the record, a page of the portal is the page that we wrote.

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(...'<>&"\'`/=-!'.split(''), 'script', ' on', '\u202e', '\u2069', '\u0000', '\ud800'),
    )
    .map((all) => all.join('')),
);

/** Tags, attributes and texts as an HTML parser comes to them, for the little that pages here are made of. */
function outline(page: string): string {
  return page
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')
    .replaceAll(/>[^<]*</g, '><')
    .replaceAll(/"[^"]*"/g, '""');
}

test('no text breaks out of an element or out of a quoted attribute', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const page = html`<p title="${a}" lang="${b}">${b}<b>${a}</b></p>`.text;
      expect(outline(page)).toBe('<p title="" lang=""><b></b></p>');
    }),
    { numRuns: 2000 },
  );
});

test('what was escaped reads as what was written, but for what no page can carry', () => {
  const read = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(read(escaped(text))).toBe(text);
    }),
  );
  expect(escaped('a\u0000b\ud800c')).toBe('a\ufffdb\ufffdc');
});

test('what a template made is not escaped again, and lists stand one after the other', () => {
  const items = ['a', '<'].map((one) => html`<li>${one}</li>`);
  expect(html`<ul>${items}${false}${undefined}${0}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li>0</ul>');
});

test('a name that would turn the words around it is held within its own isolate', () => {
  expect(said('a\u2069b').text).toBe('<bdi>ab</bdi>');
  expect(said('\u2067a').text).toBe('<bdi>\u2067a\u2069</bdi>');
});
