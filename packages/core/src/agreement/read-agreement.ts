import { accept, parseShape, type Result } from '../base/index.ts';
import { type Agreement, agreementForm } from './agreement.ts';
import { geometryProblems } from './geometry.ts';
import { checkReferences } from './references.ts';

/** Reads the recorded form strictly, and that every name in it stands for something. */
export function readAgreement(value: unknown): Result<Agreement> {
  const read = parseShape(agreementForm, value, 'agreement/compiled');
  if (!read.ok) return read;
  const agreement: Agreement = read.value;
  const [problem] = [...checkReferences(agreement), ...geometryProblems(agreement)];
  return problem === undefined ? accept(agreement) : { ok: false, refusal: problem };
}
