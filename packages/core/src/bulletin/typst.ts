import { isShortFigure, LONG_WORD, sharesOf } from './columns.ts';
import type { Block, Document, Note } from './document.ts';

// The bulletin as a Typst source. Every text goes in as a string, never as markup: what people wrote stays what they wrote.

/** The source, and the pictures that it names. */
export interface TypstSource {
  readonly source: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** The bulletin as Typst, to be set with fonts that are brought along. */
export function typstOf({ language, direction, title, blocks }: Document): TypstSource {
  const files: { name: string; text: string }[] = [];
  let over = '';
  const body = blocks.map((block) => {
    if (block.is === 'heading') over = block.text;
    if (block.is !== 'map') return blockTypst(block, over);
    const name = `map-${files.length}.svg`;
    files.push({ name, text: block.svg });
    return `#figure(image(${quoted(name)}, width: 100%), supplement: none, numbering: none, caption: [#${quoted(block.says)}])`;
  });
  const source = [
    `#set document(title: ${quoted(title)}, date: none)`,
    `#set page(paper: "a4", margin: (x: 15mm, y: 18mm), footer: context text(size: 7.5pt, fill: luma(90), grid(columns: (1fr, auto), column-gutter: 2em, ${quoted(title)}, counter(page).display("1 / 1", both: true))))`,
    `#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 9pt, lang: ${quoted(language)}, hyphenate: false, fallback: false)`,
    `#set par(justify: false)`,
    `#set table(stroke: 0.4pt + luma(170), inset: 4pt)`,
    `#show heading: set block(above: 1.4em, below: 0.6em)`,
    `#show figure: set block(breakable: true)`,
    '',
    `#set text(dir: ${direction})`,
    '',
    `#text(size: 15pt, weight: "bold", ${quoted(title)})`,
    '',
    ...body.flatMap((part) => [part, '']),
  ].join('\n');
  return { source, files };
}

function blockTypst(block: Exclude<Block, { is: 'map' }>, over: string): string {
  switch (block.is) {
    case 'heading':
      return `#heading(level: 2, ${quoted(block.text)})`;
    case 'paragraph':
      return `#par[#${quoted(broken(block.text))}]`;
    case 'incident':
      return `#block(above: 1.2em, below: 0.5em, sticky: true)[#text(weight: "bold", ${quoted(broken(block.lead))})]\n#par[#${quoted(broken(block.text))}]`;
    case 'banner':
      return `#rect(stroke: 1pt, inset: 6pt)[#text(weight: "bold", ${quoted(block.text)})]`;
    case 'remark':
      return `#block(inset: (x: 8pt, y: 4pt), stroke: (x: 2pt + luma(150)))[#text(size: 8pt, fill: luma(90), ${quoted(block.label)}) #linebreak() #${quoted(apart(broken(block.text)))}]`;
    case 'corrected':
      return correctedTypst(block);
    case 'marks':
      return `#par[${block.notes.map(noteTypst).join(' #linebreak() ')}]`;
    case 'erratum':
      return `#block(above: 1.2em, below: 0.5em, sticky: true)[#text(weight: "bold", ${quoted(block.lead)})] #label(${quoted(block.id)})\n#par[#${quoted(apart(broken(block.reason)))}]`;
    case 'pairs':
      return `#grid(columns: (28%, 1fr), column-gutter: 6pt, row-gutter: 6pt, ${block.rows
        .flatMap(([name, value]) => [`text(fill: luma(90), ${quoted(name)})`, quoted(apart(broken(value)))])
        .join(', ')})`;
    case 'table':
      return tableTypst(block, over);
  }
}

/** What stood there struck, then what does, then what put it right. */
function correctedTypst({
  label,
  before,
  text,
  withdrawn,
  was,
  now,
  notes,
}: Extract<Block, { is: 'corrected' }>): string {
  const lines = [
    small(label),
    ...before.flatMap((one) => [small(was), `#strike(${quoted(apart(broken(one)))})`]),
    small(now),
    text === undefined ? `#${quoted(withdrawn)}` : `#text(weight: "bold", ${quoted(apart(broken(text)))})`,
    ...notes.map(noteTypst),
  ];
  return `#block(inset: (x: 8pt, y: 4pt), stroke: (x: 2pt + luma(150)))[${lines.join(' #linebreak() ')}]`;
}

/** What is said of words, smaller than these. */
function small(text: string): string {
  return `#text(size: 8pt, fill: luma(90), ${quoted(text)})`;
}

function noteTypst({ text, to }: Note): string {
  return `#link(label(${quoted(to)}), text(size: 8pt, ${quoted(text)}))`;
}

function tableTypst(
  { caption, columns, rows, words = [], struck }: Extract<Block, { is: 'table' }>,
  over: string,
): string {
  const head = columns.map((column) => `text(weight: "bold", ${quoted(column)})`).join(', ');
  const cells = rows.map((row, line) =>
    row
      .map((one, at) =>
        cellTypst(one, words.includes(at), at === struck?.column && struck.rows.includes(line)),
      )
      .join(', '),
  );
  const [size, line] = columns.length > 6 ? [7, 124] : [8, 108];
  const widths = sharesOf(columns, rows, line).map((share) => `${share}fr`);
  return [
    ...(caption === over ? [] : [`#text(size: 8pt, fill: luma(90), ${quoted(caption)})`]),
    `#text(size: ${size}pt)[#table(columns: (${widths.join(', ')}), table.header(${head}),`,
    ...cells.map((row) => `${row},`),
    ')]',
  ].join('\n');
}

/** Words of people go in their own direction; a figure stays on one line. */
function cellTypst(cell: string, isWords: boolean, isStruck: boolean): string {
  const plain = isShortFigure(cell) ? together(cell) : broken(cell);
  const text = quoted(isWords ? apart(broken(cell)) : plain);
  return isStruck ? `strike(${text})` : text;
}

/** In the direction of its first letter, whatever stands around it. */
function apart(text: string): string {
  return `\u2068${text}\u2069`;
}

/** A text that no line ends in. */
function together(text: string): string {
  return text.replaceAll(' ', '\u00a0').replace(/[–-]/g, '$&\u2060');
}

/** Hashes, and words that are longer than any column, may break. */
function broken(text: string): string {
  return text
    .split(LONG_WORD)
    .map((part, at) => (at % 2 === 1 ? part.replace(/.{8}(?=.)/gu, '$&\u200b') : part))
    .join('');
}

/** A string of Typst. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '')}"`;
}
