import { hash } from 'node:crypto';
import { entryKind, parseReport, type Report, reportFields } from '@armistice/core/mission';
import { type Json, PUBLIC, thumbprint } from '@armistice/core/record';
import type { Registry } from '../mission-registry.ts';
import { Problem, problemOf } from '../problems.ts';
import { BadRow, contentOfRow } from '../record/content-row.ts';
import type { Content } from '../record/draft.ts';
import type { EntrySigner } from '../record/keys.ts';
import type { StaffRequest } from './request.ts';

/** 16 bytes, base64url, that follow from texts: the same texts give the same nonce, after any crash. */
export function nonceOf(...texts: readonly string[]): string {
  return hash('sha256', ['armistice/nonce/v1', ...texts].join('\n'), 'buffer').toString('base64url', 0, 16);
}

/** Whose key signs what staff asks for: their own, which the mission holds, or the registrar's, with their word beside it. */
export function signerOfKind(kind: string): 'person' | 'registrar' {
  const roles = entryKind(kind)?.roles;
  if (roles === undefined || roles.includes('person')) return 'person';
  if (roles.includes('registrar')) return 'registrar';
  throw new Problem(
    'entry/key',
    `a "${kind}" entry is written by ${roles.join(' or ')} alone, with a key of its own: compose and sign it there`,
  );
}

/** What staff asks for as the content of an entry; `registry` says how exactly the places of a report go out. */
export function contentFor(
  { kind, audience, body, supersedes }: StaffRequest,
  nonce: string,
  registry: Pick<Registry, 'classFor'>,
): Content {
  const more = { nonce, ...(supersedes === undefined ? {} : { supersedes }) };
  if (kind === 'report') {
    const report = reportIn(body);
    const fields = reportFields(report, registry.classFor(report.source, audience)).map((field) =>
      audience === PUBLIC ? field : { ...field, audience },
    );
    return { kind, audience, ...more, body: { fields } };
  }
  if (entryKind(kind)?.open === true) return { kind, audience, ...more, body: { open: body } };
  try {
    return { ...contentOfRow(JSON.stringify({ kind, audience, body })), ...more };
  } catch (error) {
    if (error instanceof BadRow) throw new Problem('entry/form', error.message);
    throw error;
  }
}

/** A report out of the body of an entry. */
export function reportIn(body: { readonly [name: string]: Json }): Report {
  const report = parseReport(body);
  if (!report.ok) throw problemOf(report.refusal);
  return report.value;
}

/** Id of the key that a signer signs with, as entries name it. */
export function keyIdOf(signer: EntrySigner): string {
  return thumbprint(signer.jwk);
}
