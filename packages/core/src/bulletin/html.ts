import { isShortFigure } from './columns.ts';
import type { Block, Document } from './document.ts';
import { escaped } from './map.ts';

// One file that needs nothing beside it: no script, no font, no address. It prints as it is read.

/** Its one style sheet, as it stands in the file. */
export const STYLE = `
:root{color-scheme:light}
body{font:15px/1.5 "Noto Sans","Noto Sans Arabic",system-ui,sans-serif;color:#14181d;background:#fff;margin:0 auto;max-width:62rem;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-block-start:1px solid #c9ced6;padding-block-start:.75rem}
table{border-collapse:collapse;inline-size:100%;margin:.5rem 0 1rem;font-size:.9rem}caption{text-align:start;color:#525a66;font-size:.85rem;margin-block-end:.25rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .5rem;border-block-end:1px solid #e1e4e9;overflow-wrap:normal;hyphens:none}th{border-block-end:2px solid #8a93a0;font-weight:600}
td{font-variant-numeric:tabular-nums}.n{white-space:nowrap}.wide{overflow-x:auto}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{color:#525a66}dd{margin:0;overflow-wrap:anywhere}
.banner{border:2px solid #14181d;padding:.5rem .75rem;font-weight:700}.remark{border-inline-start:4px solid #8a93a0;margin:.75rem 0;padding:.25rem .75rem}.remark b{display:block;font-size:.85rem;color:#525a66}
figure{margin:0}svg{inline-size:100%;block-size:auto}figcaption{color:#525a66;font-size:.85rem}
@media (max-width:40rem){body{padding:.75rem}dl{grid-template-columns:1fr;gap:0}dd{margin-block-end:.5rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr,.remark,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}}
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
    ...blocks.map(blockHtml),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'heading':
      return `<h2 id="${escaped(block.id)}">${escaped(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'banner':
      return `<p class="banner">${escaped(block.text)}</p>`;
    case 'remark':
      return `<div class="remark"><b>${escaped(block.label)}</b><p lang="${escaped(block.lang)}" dir="auto">${escaped(block.text)}</p></div>`;
    case 'pairs':
      return `<dl>${block.rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd><bdi>${escaped(value)}</bdi></dd>`).join('')}</dl>`;
    case 'table':
      return tableHtml(block);
    case 'map':
      return `<figure>${block.svg}<figcaption>${escaped(block.says)}</figcaption></figure>`;
  }
}

function tableHtml({ caption, columns, rows, words = [] }: Extract<Block, { is: 'table' }>): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((cell, at) => cellHtml(cell, words.includes(at))).join('')}</tr>`,
  );
  // What scrolls by itself must be reached by keyboard, and have a name.
  return `<div class="wide" role="group" aria-label="${escaped(caption)}" tabindex="0"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

/** Words of people go in their own direction, inside a column that keeps its own; a figure stays on one line. */
function cellHtml(cell: string, isWords: boolean): string {
  if (isWords) return `<td><bdi>${escaped(cell)}</bdi></td>`;
  return isShortFigure(cell) ? `<td class="n">${escaped(cell)}</td>` : `<td>${escaped(cell)}</td>`;
}
