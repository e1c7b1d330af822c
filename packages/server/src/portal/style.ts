import { hash } from 'node:crypto';

// One small style sheet for all pages: system fonts, light and dark by the reader's device, print, both directions.

export const STYLE = `:root{color-scheme:light dark;--paper:#f6f4ee;--card:#fff;--ink:#182225;--quiet:#4c595e;--hair:#dcd7ca;--accent:#1f4a55;--mark:#4c3b00;--mark-wash:#f6e9bf;--sea:#eef3f3}
@media(prefers-color-scheme:dark){:root{--paper:#12181a;--card:#1a2225;--ink:#e9ecea;--quiet:#a9b5b8;--hair:#303c40;--accent:#9bcbd3;--mark:#f1dc9a;--mark-wash:#332a0d;--sea:#172226}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-99em}.skip:focus{inset-inline-start:1rem}
.exercise{background:var(--mark-wash);color:var(--mark);padding:.5rem 1rem;margin:0;text-align:center}
header,main,footer{max-width:56rem;margin-inline:auto;padding:0 1rem}
header{padding-block:1rem .5rem;border-block-end:1px solid var(--hair)}
header p{margin:0 0 .5rem;font-size:1.2rem;font-weight:600}
header p a{color:inherit;text-decoration:none}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem}
nav a{display:inline-block;padding-block:.3rem}
nav a[aria-current]{font-weight:700;text-decoration:none;color:var(--ink);border-block-end:3px solid var(--accent)}
.languages{margin-block-start:.25rem;font-size:.95rem}
ins{text-decoration:none;font-weight:600}
h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .5rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
.lead,.quiet{color:var(--quiet)}
.lead{max-width:44rem;margin:.25rem 0 1rem}
.facts{font-size:1.1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--hair)}
th,td{text-align:start;padding:.45rem .7rem;border-block-end:1px solid var(--hair);vertical-align:top}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
dl{margin:0}dt{color:var(--quiet);margin-block-start:.8rem}dd{margin:0}
.card{background:var(--card);border:1px solid var(--hair);border-radius:.6rem;padding:.2rem 1rem 1rem;margin-block:1rem}
.rows{list-style:none;margin:0;padding:0}
.rows>li{padding-block:.6rem;border-block-end:1px solid var(--hair)}
.rows b{font-weight:600}
svg{display:block;width:100%;height:auto;max-height:70vh;background:var(--sea);border:1px solid var(--hair);border-radius:.6rem}
.line{fill:none;stroke:var(--ink);stroke-width:2}
.zone{fill:var(--accent);fill-opacity:.08;stroke:var(--accent)}
.place{fill:var(--accent);fill-opacity:.18;stroke:var(--accent);stroke-width:1.5}
svg text{direction:ltr;font-size:15px;fill:var(--ink);paint-order:stroke;stroke:var(--sea);stroke-width:4px}
@media(max-width:600px){svg text{font-size:26px}}
.town{fill:var(--quiet)}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92rem}
pre{direction:ltr;text-align:left;background:var(--card);border:1px solid var(--hair);border-radius:.4rem;padding:.7rem;white-space:pre-wrap;margin:.4rem 0}
footer{margin-block-start:3rem;padding-block:1rem 2rem;border-block-start:1px solid var(--hair);font-size:.95rem;color:var(--quiet)}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--quiet:#000;--hair:#999;--accent:#000;--mark:#000;--mark-wash:#fff;--sea:#fff}body{font-size:10pt}nav,.skip{display:none}h2,h3{break-after:avoid}tr,.rows>li,.card{break-inside:avoid}main a[href^="http"]::after{content:" (" attr(href) ")"}}
`;

/** Its address changes with what it says, so that it can be kept for ever. */
export const STYLE_PATH = `/portal/style-${hash('sha256', STYLE, 'hex').slice(0, 12)}.css`;
