/** Ends an exhaustive switch: a new member of a closed union does not compile until the switch handles it. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
