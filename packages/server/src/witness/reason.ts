/** Why something failed, in words. fetch says "fetch failed" and keeps the reason (refused, no such host) in the cause. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
