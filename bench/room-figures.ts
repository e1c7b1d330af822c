/** A number for people. */
export const figure = (value: number): string => Math.round(value).toLocaleString('en');

/** The value below which a share of all lies. */
export const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** One line: what was measured, what was found, and what it may be. */
export function tell(name: string, found: string, budget: string): void {
  console.log(`${name}: ${found} (budget ${budget})`);
}
