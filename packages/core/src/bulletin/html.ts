import { isShortFigure, LONG_WORD } from './columns.ts';
import type { Block, Document, Note } from './document.ts';
import { escaped } from './map.ts';

// One file that needs nothing beside it: no script, no font, no address. It prints as it is read.

/** More columns than this run on in lines where they do not fit beside each other. */
const MANY = 6;

/**
 * A table whose rows are lines, each cell with the name of its column. A figure that has no room beside that name goes below it, whole.
 */
function linesOf(table: string): string {
  const part = (name: string) => `${table} ${name}`;
  return [
    `${table},${['caption', 'tbody', 'tr', 'td'].map(part).join()}{display:block}${part('thead')}{display:none}`,
    `${part('tr')}{border-block-start:2px solid #8a93a0;padding-block:.4rem}${part('td')}{border:0;padding:.1rem 0;overflow-wrap:anywhere}`,
    `${part('td.n')}{display:flex;flex-wrap:wrap;column-gap:.6rem}${part('td')}::before{content:attr(data-of);color:#525a66;margin-inline-end:.6rem;white-space:normal}${part('td.n')}::before{margin:0}`,
    `${part('td:first-child')}{font-weight:600}${part('td:first-child')}::before{content:none}${part('td.none')}{display:none}`,
  ].join('');
}

/** Its one style sheet, as it stands in the file. */
export const STYLE = `
:root{color-scheme:light}
body{font:15px/1.5 "Noto Sans","Noto Sans Arabic",system-ui,sans-serif;color:#14181d;background:#fff;margin:0 auto;max-width:62rem;padding:1.5rem;overflow-wrap:anywhere;container-type:inline-size}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.15rem;line-height:1.3;margin:2.25rem 0 .5rem;border-block-start:1px solid #c9ced6;padding-block-start:.75rem}
h3{font-size:1rem;line-height:1.4;margin:1.25rem 0 .15rem}p{margin:.5rem 0 1rem;max-inline-size:48rem}h3+p{margin-block-start:0}
table{border-collapse:collapse;inline-size:100%;margin:.75rem 0 1.25rem;font-size:.9rem}caption{text-align:start;color:#525a66;font-size:.85rem;margin-block-end:.25rem}
th,td{text-align:start;vertical-align:top;padding-block:.35rem;padding-inline:0 .75rem;border-block-end:1px solid #e1e4e9;overflow-wrap:normal;hyphens:none}th{border-block-end:2px solid #8a93a0;font-weight:600}
td{font-variant-numeric:tabular-nums}.n{white-space:nowrap}.w{overflow-wrap:anywhere}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.3rem 1rem;margin:.75rem 0}dt{color:#525a66}dd{margin:0;max-inline-size:48rem}
.banner{border:2px solid #14181d;padding:.5rem .75rem;font-weight:700;max-inline-size:none}.remark{border-inline-start:4px solid #8a93a0;margin:.75rem 0;padding:.25rem .75rem}.remark b{display:block;font-size:.85rem;color:#525a66}.remark p{margin:0}ins{text-decoration:none;font-weight:600}.remark .put{font-size:.85rem;margin-block-start:.25rem}a{color:inherit}
figure{margin:0}svg{inline-size:100%;block-size:auto}figcaption{color:#525a66;font-size:.85rem}
@media (max-width:40rem){body{padding:.75rem}}
@media screen{@container (max-width:60rem){table{font-size:.82rem}th,td{padding-inline-end:.45rem}${linesOf('.many')}.many td:not(:first-child,.none){display:inline-block;max-inline-size:100%;margin-inline-end:.9rem}.many td.n:not(:first-child,.none){display:inline-flex}.many td::before{margin-inline-end:.35rem}}
@container (max-width:48rem){dl{grid-template-columns:1fr;gap:0}dd{margin-block-end:.5rem}table{font-size:.9rem}${linesOf('table:not(.many)')}}}
@media print{body{max-width:none;padding:0;font-size:10pt}h2,h3{break-after:avoid}table{font-size:8pt}tr,.remark,figure{break-inside:avoid}thead{display:table-header-group}}
@page{size:A4;margin:18mm 15mm}`.trim();

/** The bulletin as one HTML file. */
export function htmlOf({ language, direction, title, blocks }: Document): string {
  return `${[
    '<!doctype html>',
    `<html lang="${language}" dir="${direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    ...blocks.map((block, at) => blockHtml(block, headingOver(blocks, at))),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

type Heading = Extract<Block, { is: 'heading' }>;

/** The heading under which a block stands. */
function headingOver(blocks: readonly Block[], at: number): Heading | undefined {
  return blocks.slice(0, at).findLast((block): block is Heading => block.is === 'heading');
}

function blockHtml(block: Block, over: Heading | undefined): string {
  switch (block.is) {
    case 'heading':
      return `<h2 id="${escaped(block.id)}">${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'banner':
      return `<p class="banner">${escaped(block.text)}</p>`;
    case 'incident':
      return `<h3>${escaped(block.lead)}</h3><p>${escaped(block.text)}</p>`;
    case 'remark':
      return `<div class="remark"><b>${escaped(block.label)}</b><p lang="${escaped(block.lang)}" dir="auto">${escaped(block.text)}</p></div>`;
    case 'corrected':
      return correctedHtml(block);
    case 'marks':
      return block.notes.map(noteHtml).join('');
    case 'erratum':
      return `<h3 id="${escaped(block.id)}">${escaped(block.lead)}</h3><p dir="auto">${escaped(block.reason)}</p>`;
    case 'pairs':
      return `<dl>${block.rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd><bdi>${escaped(value)}</bdi></dd>`).join('')}</dl>`;
    case 'table':
      return tableHtml(block, over);
    case 'map':
      return `<figure>${block.svg}<figcaption>${escaped(block.says)}</figcaption></figure>`;
  }
}

/** What stood there struck, then what does, then what put it right. */
function correctedHtml({
  label,
  lang,
  before,
  text,
  withdrawn,
  was,
  now,
  notes,
}: Extract<Block, { is: 'corrected' }>): string {
  const own = `${lang === undefined ? '' : ` lang="${escaped(lang)}"`} dir="auto"`;
  return [
    `<div class="remark"><b>${escaped(label)}</b>`,
    ...before.map((one) => `<p class="put">${escaped(was)}</p><p${own}><del>${escaped(one)}</del></p>`),
    `<p class="put">${escaped(now)}</p>`,
    text === undefined ? `<p>${escaped(withdrawn)}</p>` : `<p${own}><ins>${escaped(text)}</ins></p>`,
    ...notes.map(noteHtml),
    '</div>',
  ].join('');
}

function noteHtml({ text, to }: Note): string {
  return `<p class="put"><a href="#${escaped(to)}">${escaped(text)}</a></p>`;
}

function tableHtml(
  { caption, columns, rows, words = [], struck }: Extract<Block, { is: 'table' }>,
  over: Heading | undefined,
): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const body = rows.map(
    (row, line) =>
      `<tr>${row.map((cell, at) => cellHtml(cell, columns[at] ?? '', words.includes(at), at === struck?.column && struck.rows.includes(line))).join('')}</tr>`,
  );
  // What the heading says already is not said again, but the table has its name from it.
  const many = columns.length > MANY ? ' class="many"' : '';
  const named =
    over?.text === caption
      ? `<table${many} aria-labelledby="${escaped(over.id)}">`
      : `<table${many}><caption>${escaped(caption)}</caption>`;
  return `${named}<thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

/**
 * Words of people go in their own direction, inside a column that keeps its own; a figure stays on one line. On a narrow screen
 * each cell is a line of its own, with the name of its column.
 */
function cellHtml(cell: string, column: string, isWords: boolean, isStruck: boolean): string {
  const kind = kindOf(cell, isWords);
  const plain = isWords ? `<bdi>${escaped(cell)}</bdi>` : escaped(cell);
  const text = isStruck ? `<del>${plain}</del>` : plain;
  return `<td${kind === '' ? '' : ` class="${kind}"`} data-of="${escaped(column)}">${text}</td>`;
}

/** How a cell may break: a figure nowhere, a word that is longer than any column wherever it must. */
function kindOf(cell: string, isWords: boolean): string {
  if (cell === '–') return 'none';
  if (LONG_WORD.test(cell)) return 'w';
  return isShortFigure(cell) && !isWords ? 'n' : '';
}
