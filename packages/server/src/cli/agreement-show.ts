import { type Agreement, type ClauseProse, proseOf } from '@armistice/core/agreement';
import { agreementIn } from './agreement-file-argument.ts';
import { EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';

/** `armistice agreement show`: the agreement read aloud, as text or as a page that stands alone. */
export async function showAgreement(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = readOptions('agreement', args, { html: { type: 'boolean' } });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw usageError('agreement', 'show takes one file');
  const agreement = await agreementIn(file);
  io.out(values.html === true ? asPage(agreement) : asText(agreement));
  return EXIT.yes;
}

function headOf(agreement: Agreement): readonly string[] {
  return [
    `version ${agreement.version} of the text, revision ${agreement.revision} of its encoding`,
    `adopted ${agreement.adopted.local}, in force ${agreement['in-force'].local.replace('T', ' ')}, clock of ${agreement.clock}`,
    `between ${agreement.parties.map(({ name }) => name).join(' and ')}`,
    ...(agreement.notes ?? []),
  ];
}

function asText(agreement: Agreement): string {
  const clauses = proseOf(agreement).map((one) =>
    [
      `${one.id}${one.ref === undefined ? '' : ` (${one.ref})`}  ${one.article}${one.mark === undefined ? '' : ` [${one.mark}]`}`,
      `    ${one.sentence}`,
      `    The text: ${one.paraphrase}`,
      ...(one.statedAs === undefined ? [] : [`    Stated as: ${one.statedAs}`]),
      ...one.readings.map((reading) => `    Reading: ${reading}`),
    ].join('\n'),
  );
  return `${agreement.title}\n${headOf(agreement).join('\n')}\n\n${clauses.join('\n\n')}\n`;
}

function asPage(agreement: Agreement): string {
  const title = escaped(agreement.title);
  const head = headOf(agreement).map((line) => `<p>${escaped(line)}</p>`);
  const clauses = proseOf(agreement).map(clauseSection);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}h2{font-size:1rem;margin:2rem 0 .25rem}mark{border:1px solid;background:none;padding:0 .3em}blockquote{margin:.25rem 0;padding-left:1rem;border-left:3px solid}</style>
</head><body><main><h1>${title}</h1>
${[...head, ...clauses].join('\n')}
</main></body></html>
`;
}

function clauseSection(one: ClauseProse): string {
  const mark = one.mark === undefined ? '' : ` <mark>${one.mark}</mark>`;
  const notes = [
    ...(one.statedAs === undefined ? [] : [`Stated as: ${one.statedAs}`]),
    ...one.readings.map((reading) => `Reading: ${reading}`),
    `Source: ${one.source}`,
  ];
  return `<section id="clause-${escaped(one.id)}"><h2>${escaped(one.id)} · ${escaped(one.article)}${mark}</h2>
<p>${escaped(one.sentence)}</p><blockquote>${escaped(one.paraphrase)}</blockquote>
<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul></section>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
