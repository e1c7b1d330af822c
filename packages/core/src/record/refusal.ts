/** Why a value was refused: a stable code, and a sentence that names the place and the remedy. */
export interface Refusal {
  readonly code: `record/${string}`;
  readonly message: string;
}

/** A refusal is a value; only bugs throw. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** Wraps a value that was accepted. */
export function accept<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a refusal. `code` is the part after `record/`. */
export function refuse(code: string, message: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code: `record/${code}`, message } };
}

/** Unwraps a result where a refusal would be a bug of the caller; throws with the refusal's own words. */
export function expectAccepted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
}
