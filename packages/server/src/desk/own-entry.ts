import {
  parseReport,
  REPORT_FIELDS,
  type ReportField,
  reportFields,
  wholeReport,
} from '@armistice/core/mission';
import {
  type ComposedField,
  checkAuthor,
  type EntrySignature,
  formatJson,
  type Json,
  type KeyRecord,
  keyInForce,
  openStatement,
  PUBLIC,
  type Statement,
  utf8,
  type Verifier,
  WHOLE_BODY,
} from '@armistice/core/record';
import type { Registry } from '../mission-registry.ts';
import { Problem, problemOf } from '../problems.ts';
import type { Draft, DraftPart } from '../record/draft.ts';
import { FOLD_VIEW } from '../record/erase.ts';
import type { Log } from '../record/log.ts';
import type { OwnRequest } from './request.ts';

/** An entry that its author signed, opened and held against what it commits to. */
export interface OwnEntry {
  readonly draft: Draft;
  readonly sig: EntrySignature;
  readonly key: KeyRecord;
  readonly body: { readonly [name: string]: Json };
}

/**
 * Opens an entry that its author composed: this mission's, under a key in force of a party, a body or a person, with a
 * signature that holds and with exactly the fields that it commits to. Throws a {@link Problem} where it is not.
 */
export async function openOwn(
  { statement, sig, disclosures }: OwnRequest,
  log: Pick<Log, 'mission' | 'register' | 'size'>,
  verifier: Verifier,
): Promise<OwnEntry> {
  if (statement.mission !== log.mission)
    throw new Problem('entry/form', `it is of mission "${statement.mission}", this is "${log.mission}"`);
  const key = keyInForce(log.register, statement.by, log.size());
  if (key === undefined) throw new Problem('entry/key', `the key ${statement.by} is not in force here`);
  if (key.role !== 'party' && key.role !== 'body' && key.role !== 'person')
    throw new Problem('entry/key', `a ${key.role} key signs nothing here`);
  if (!(await checkAuthor({ ...statement, sig }, key, verifier)))
    throw new Problem('entry/signature', `the signature does not hold under the key of ${key.subject}`);
  const opened = openStatement(statement, disclosures);
  if (!opened.ok) throw new Problem('entry/form', opened.refusal.message);
  if (opened.value.some(({ name }) => name === WHOLE_BODY))
    throw new Problem(
      'entry/form',
      `a field is named "${WHOLE_BODY}"; each is committed to under its own name`,
    );
  const parts = partsOf(statement, opened.value, disclosures);
  return { draft: { statement, sig, parts }, sig, key, body: bodyOf(statement, opened.value) };
}

function bodyOf({ body }: Statement, fields: readonly ComposedField[]): OwnEntry['body'] {
  if ('open' in body) {
    const { open } = body;
    if (typeof open !== 'object' || open === null || Array.isArray(open))
      throw new Problem('entry/form', 'the body is not an object');
    return open as OwnEntry['body'];
  }
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}

/** Disclosures as packs take them: those for everyone in one record, restricted ones by what an erasure takes first. */
function partsOf(
  { kind, body }: Statement,
  fields: readonly ComposedField[],
  disclosures: OwnRequest['disclosures'],
): readonly DraftPart[] {
  if ('open' in body) return [];
  const written = new Map<string, string>();
  for (const [audience, texts] of Object.entries(disclosures))
    for (const text of texts) written.set(`${audience} ${nameOf(text)}`, text);
  const groups = Map.groupBy(fields, ({ audience, name }) =>
    audience === PUBLIC ? PUBLIC : `${audience} ${partOf(kind, name)}`,
  );
  return [...groups.values()].map((group) => {
    const [{ audience, name }] = group as [ComposedField];
    const lines = group.map((field) => written.get(`${field.audience} ${field.name}`) ?? '');
    return { audience, part: partOf(kind, name), lines: utf8(lines.join('\n')) };
  });
}

function nameOf(text: string): string {
  return String((JSON.parse(text) as readonly unknown[])[1]);
}

/** What an erasure of detail leaves. */
function partOf(kind: string, name: string): 'view' | 'detail' {
  if (kind === 'report' && Object.hasOwn(REPORT_FIELDS, name))
    return REPORT_FIELDS[name as keyof typeof REPORT_FIELDS].part;
  return FOLD_VIEW.has(name) ? 'view' : 'detail';
}

/**
 * Holds a report that its author composed against the rule of who reads which field. Throws a {@link Problem} where a
 * field is for somebody else: what stays in the mission must not be published by an author's mistake.
 */
export function mustBeReport(
  { draft, body }: Pick<OwnEntry, 'draft' | 'body'>,
  registry: Pick<Registry, 'classFor'>,
): void {
  const { statement } = draft;
  const report = parseReport(wholeReport(body));
  if (!report.ok) throw problemOf(report.refusal);
  if ('open' in statement.body)
    throw new Problem('report/form', 'a report stands in fields, which can be withheld and erased');
  const { audience } = statement;
  const due = reportFields(report.value, registry.classFor(report.value.source, audience)).map((field) =>
    spelt(field, audience === PUBLIC ? field.audience : audience),
  );
  const given = Object.entries(statement.body.sd).flatMap(([reader, digests]) => digests.map(() => reader));
  const stated = Object.entries(body).map(([name, value]) => formatJson([name, value]));
  const same =
    due.length === stated.length &&
    due.every(({ text }) => stated.includes(text)) &&
    due
      .map(({ reader }) => reader)
      .sort()
      .join() === given.sort().join() &&
    due.every(({ reader, name }) => readerOf(draft, name) === reader);
  if (!same)
    throw new Problem(
      'report/form',
      'the fields are not for those who read them by the rule of the mission; see docs/writing.md',
    );
}

function spelt({ name, value }: ReportField, reader: string) {
  return { name, reader, text: formatJson([name, value]) };
}

function readerOf({ parts }: Draft, name: string): string | undefined {
  return parts.find(({ lines }) =>
    new TextDecoder()
      .decode(lines)
      .split('\n')
      .some((line) => nameOf(line) === name),
  )?.audience;
}
