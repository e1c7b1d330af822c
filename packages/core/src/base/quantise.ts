// Published numbers are rounded, so that two engines which agree to the last bit also print the same text.
// Division by a power of ten is exact to the last bit under IEEE 754; multiplying by 0.001 would not be.

function rounded(value: number, steps: number): number {
  const quantised = Math.round(value * steps) / steps;
  return quantised === 0 ? 0 : quantised;
}

/** A probability to 1e-3. */
export function quantiseProbability(probability: number): number {
  return rounded(probability, 1000);
}

/** A coordinate in degrees to 1e-7, about a centimetre. */
export function quantiseDegrees(degrees: number): number {
  return rounded(degrees, 10_000_000);
}
