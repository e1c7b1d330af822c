import {
  applyKeyEntry,
  checkAuthor,
  checkLeaf,
  type Header,
  type InnerHeader,
  type Json,
  type KeyRecord,
  type KeyRegister,
  keyInForce,
  mayWrite,
  mustBeSigned,
  openRegister,
  PUBLIC,
  parseErasure,
  parseInnerHeader,
  type SealedLeaf,
  toBase64Url,
  type Verifier,
} from '@armistice/core/record';
import type { Draft } from './draft.ts';

/** Why an entry is not admitted: whoever sent it must mend it; nobody else's entry is held up. */
export class NotAdmitted extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotAdmitted';
  }
}

/**
 * Checks an entry by the same rules that every verifier applies later, so that nothing enters the log which would
 * make it fail for ever. Answers the keys in force after it.
 */
export function admit(
  draft: Draft,
  leaf: Header | SealedLeaf,
  index: number,
  register: KeyRegister,
  verifier: Verifier,
  leafHashAt: LeafHashAt,
): KeyRegister | Promise<KeyRegister> {
  const header: InnerHeader =
    draft.sig === undefined ? draft.statement : { ...draft.statement, sig: draft.sig };
  checkShape(header, leaf);
  if (index === 0) return firstEntry(header, verifier);
  const { mission } = register.genesis ?? {};
  if (header.mission !== mission)
    throw new NotAdmitted(`the entry is of mission "${header.mission}", this log is of "${mission}"`);
  const record = keyInForce(register, header.by, index);
  if (record === undefined)
    throw new NotAdmitted(`key ${header.by} is not in force: a registrar must introduce it first`);
  if (!mayWrite(header.kind, record.role))
    throw new NotAdmitted(`${record.subject} may not write a "${header.kind}" entry: only a registrar may`);
  if (header.sig !== undefined) return signedEntry(header, record, index, register, verifier, leafHashAt);
  if (mustBeSigned(header.kind, record.role)) {
    throw new NotAdmitted(`a "${header.kind}" entry by ${record.subject} must carry its author's signature`);
  }
  if (header.supersedes === undefined) return effect(header, index, register);
  return checkReferences(header, leafHashAt).then(() => effect(header, index, register));
}

/** Gives the leaf hash of an entry that is in the log already; undefined beyond its end. */
export type LeafHashAt = (index: number) => Promise<Uint8Array | undefined>;

/** What an entry says of earlier ones, it says by index and hash: a false hash would spoil the log for every verifier. */
async function checkReferences(header: InnerHeader, leafHashAt: LeafHashAt): Promise<void> {
  const erasure = header.kind === 'erasure' ? parseErasure(header) : undefined;
  const named = [
    ...(header.supersedes === undefined ? [] : [header.supersedes]),
    ...(erasure?.ok === true ? erasure.value.targets : []),
  ];
  for (const { index, leaf } of named) {
    const found = await leafHashAt(index);
    if (found === undefined) throw new NotAdmitted(`there is no entry ${index} that it could name`);
    if (toBase64Url(found) !== leaf)
      throw new NotAdmitted(
        `entry ${index} has the leaf hash ${toBase64Url(found)}, not the ${leaf} that it is named by`,
      );
  }
}

async function signedEntry(
  header: InnerHeader,
  record: KeyRecord,
  index: number,
  register: KeyRegister,
  verifier: Verifier,
  leafHashAt: LeafHashAt,
): Promise<KeyRegister> {
  if (!(await checkAuthor(header, record, verifier))) {
    throw new NotAdmitted(
      `the author's signature (${record.subject}) does not hold: the entry was changed after it was signed`,
    );
  }
  await checkReferences(header, leafHashAt);
  return effect(header, index, register);
}

function checkShape(header: InnerHeader, leaf: Header | SealedLeaf): void {
  const outer = checkLeaf(leaf);
  if (!outer.ok) throw new NotAdmitted(outer.refusal.message);
  if (header.audience === PUBLIC) return;
  const inner = parseInnerHeader(header as unknown as Json);
  if (!inner.ok) throw new NotAdmitted(inner.refusal.message);
}

async function firstEntry(header: InnerHeader, verifier: Verifier): Promise<KeyRegister> {
  const opened = openRegister(header as Header);
  if (!opened.ok) throw new NotAdmitted(opened.refusal.message);
  const author = keyInForce(opened.value, header.by, 0);
  if (author?.role !== 'registrar' || !(await checkAuthor(header, author, verifier))) {
    throw new NotAdmitted('the mission entry must be signed by the registrar that it introduces');
  }
  return opened.value;
}

function effect(header: InnerHeader, index: number, register: KeyRegister): KeyRegister {
  if (header.kind === 'erasure') {
    const erasure = parseErasure(header);
    if (!erasure.ok) throw new NotAdmitted(erasure.refusal.message);
  }
  if (header.kind !== 'key') return register;
  if (header.audience !== PUBLIC) throw new NotAdmitted('keys are introduced in the open, under a handle');
  const applied = applyKeyEntry(register, header, index);
  if (!applied.ok) throw new NotAdmitted(applied.refusal.message);
  return applied.value;
}
