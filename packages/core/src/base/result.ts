/** Why a value was refused: a stable code such as `report/place`, and a sentence that names the place and the remedy. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Where in the value, written as one would in JavaScript: `clauses[0].by`. Empty for the value itself. */
  readonly path?: string;
}

/** Refusals are values; only bugs throw. The same shape as the results of `record`, which imports nothing. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** Wraps a value that was accepted. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function refuse(
  code: string,
  message: string,
  path?: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, message, ...(path === undefined ? {} : { path }) } };
}

/** Unwraps a result where a refusal would be a bug of the caller; throws with the refusal's own words. */
export function expectAccepted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
}
