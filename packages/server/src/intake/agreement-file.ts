import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Agreement,
  type Cases,
  type Examined,
  examineAgreement,
  geometryFiles,
  parseCases,
  withGeometry,
} from '@armistice/core/agreement';
import { accept, type Refusal, type Result, refuse } from '@armistice/core/base';
import { type Document, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { withClauseNames } from './clause-names.ts';
import { yamlRemedy } from './yaml-remedies.ts';

/** Reads an `agreement.yaml` with the geometry beside it. Refusals name line, column and path. */
export async function readAgreementFile(path: string): Promise<Result<Agreement>> {
  const { agreement, problems } = await examineAgreementFile(path);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, refusal: problem };
  if (agreement === undefined) throw new Error('an agreement without problems was not made');
  return accept(agreement);
}

/** Reads an `agreement.yaml` with the geometry beside it, and lists everything that is wrong with them. */
export async function examineAgreementFile(path: string): Promise<Examined> {
  const text = await readFile(path, 'utf8');
  const examined = examineAgreementText(text);
  if (examined.agreement === undefined) return examined;
  const drawn = await withDrawings(path, examined.agreement);
  return drawn.ok ? { agreement: drawn.value, problems: [] } : { problems: [placedIn(text, drawn.refusal)] };
}

/** The agreement with the GeoJSON files that its lines and zones name, from the folder of its own file. */
async function withDrawings(path: string, agreement: Agreement): Promise<Result<Agreement>> {
  const geometry: { [file: string]: unknown } = {};
  for (const { file, path: at } of geometryFiles(agreement)) {
    const read = await readGeoJson(join(dirname(path), file));
    if (!read.ok) return refuse('agreement/geometry', `${at}: ${file} ${read.refusal.message}`, at);
    geometry[file] = read.value;
  }
  return withGeometry(agreement, geometry);
}

const MOST_BYTES = 64 * 1024 * 1024;

/** The JSON of a geometry file. Refused are files that are not there, too large, or no JSON. */
export async function readGeoJson(path: string): Promise<Result<unknown>> {
  const refused = (message: string) => refuse('agreement/geometry', message, '');
  try {
    if ((await stat(path)).size > MOST_BYTES)
      return refused('is larger than 64 MB; give the line with fewer positions');
    return accept(JSON.parse(await readFile(path, 'utf8')) as unknown);
  } catch (error) {
    return refused(
      error instanceof SyntaxError
        ? 'is not JSON; give a GeoJSON file'
        : 'cannot be read; put the GeoJSON file beside the agreement',
    );
  }
}

/** Reads a `cases.yaml`. Refusals name line, column and path. */
export async function readCasesFile(path: string): Promise<Result<Cases>> {
  return readYaml(await readFile(path, 'utf8'), parseCases);
}

/** YAML through a parser of its value. The refusal's path is looked up in the text, so that the message begins with the place. */
export function readYaml<T>(text: string, parse: (value: unknown) => Result<T>): Result<T> {
  const opened = openYaml(text);
  if (!opened.ok) return opened;
  const { value, placed } = opened.value;
  const parsed = parse(value);
  return parsed.ok ? accept(parsed.value) : { ok: false, refusal: placed(parsed.refusal) };
}

/** Reads the text of an `agreement.yaml` and lists everything that is wrong with it, each with its place. */
export function examineAgreementText(text: string): Examined {
  const opened = openYaml(text);
  if (!opened.ok) return { problems: [opened.refusal] };
  const { value, placed } = opened.value;
  const examined = examineAgreement(value);
  return { ...examined, problems: examined.problems.map(placed) };
}

/** A remark with the place in the text of what it speaks of. */
export function placedIn<T extends Refusal>(text: string, remark: T): T {
  const opened = openYaml(text);
  return opened.ok ? { ...remark, message: opened.value.placed(remark).message } : remark;
}

/** When a day or time of a file begins on its clock, in UTC milliseconds. Refused days were refused with the file. */
export function resolveDate(local: string, clock: string): number {
  const plain = Temporal.PlainDateTime.from(local);
  return plain.toZonedDateTime(clock).epochMilliseconds;
}

interface OpenYaml {
  readonly value: unknown;
  /** The refusal with line and column before its message. */
  placed(refusal: Refusal): Refusal;
}

function openYaml(text: string): Result<OpenYaml> {
  const lines = new LineCounter();
  const refused = (message: string, offset: number): Result<OpenYaml> => ({
    ok: false,
    refusal: {
      code: 'agreement/yaml',
      message: `${placeAt(lines, offset)}: ${printable(message)}`,
      path: '',
    },
  });
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) return refused(yamlRemedy(error.code, error.message), error.pos[0]);
  try {
    // Aliases could unfold a small file into a huge value; no agreement needs them in number.
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    const placed = (refusal: Refusal): Refusal => {
      const offset = offsetOf(
        document,
        steps(refusal.path ?? ''),
        refusal.message.includes('is not known here'),
      );
      const message = withClauseNames(
        refusal.message,
        refusal.path ?? '',
        (at) => idOf(value, at),
        (at) => lines.linePos(offsetOf(document, ['clauses', at], false)).line,
      );
      return { ...refusal, message: `${placeAt(lines, offset)}: ${printable(message)}` };
    };
    return accept({ value, placed });
  } catch (failed) {
    return refused(failed instanceof Error ? failed.message : 'cannot be read as YAML', 0);
  }
}

/** The id of a clause of what may be no agreement at all. */
function idOf(value: unknown, at: number): string | undefined {
  const { clauses } = (value ?? {}) as { readonly clauses?: unknown };
  const clause: unknown = Array.isArray(clauses) ? clauses[at] : undefined;
  const { id } = (clause ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 63) : undefined;
}

/** A message quotes what it found; what cannot be printed would break the line or the terminal. */
function printable(message: string): string {
  return message.replace(/\p{Cc}|\u2028|\u2029/gu, '·');
}

function placeAt(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${Math.max(1, line)}, column ${Math.max(1, col)}`;
}

/** Where a path stands in the text; what is missing stands where it should be. `key`: the name, not its value. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[], key: boolean): number {
  let at: ParsedNode | null = document.contents;
  let offset = at?.range[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(at)) {
      const pair: { readonly key: unknown; readonly value: unknown } | undefined = at.items.find(
        (one) => isScalar(one.key) && String(one.key.value) === String(step),
      );
      if (pair === undefined) return offset;
      offset = startOf(key && last ? pair.key : (pair.value ?? pair.key)) ?? offset;
      at = pair.value as ParsedNode | null;
    } else if (isSeq(at)) {
      const item = at.items[Number(step)];
      offset = startOf(item) ?? offset;
      at = (item ?? null) as ParsedNode | null;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, 'range')) return undefined;
  return (node as { readonly range?: readonly number[] }).range?.[0];
}

/** `clauses[0].by` as steps into a document. */
function steps(path: string): (string | number)[] {
  return path
    .replace(/^the name of /, '')
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
