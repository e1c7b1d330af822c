// Real numbers to 60 digits and more, as whole multiples of 2^−SCALE: the yardstick for what base computes in doubles.

const SCALE = 220n;
const ONE = 1n << SCALE;

/** A double, exactly. Doubles below 2^−SCALE are cut. */
export function exactly(x: number): bigint {
  if (x === 0) return 0n;
  let [mantissa, exponent] = [x, 0n];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1n;
  }
  return (BigInt(mantissa) << SCALE) >> exponent;
}

/** The relative error of a double as a measure of a real number. */
export function relativeError(x: number, real: bigint): number {
  if (real === 0n) return Math.abs(x);
  const difference = exactly(x) - real;
  return Math.abs(Number((difference * (1n << 100n)) / real)) / 2 ** 100;
}

const times = (a: bigint, b: bigint): bigint => (a * b) >> SCALE;
const over = (a: bigint, b: bigint): bigint => (a << SCALE) / b;

/** The sum of a series whose next term is made from the last. */
function summed(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let [term, sum] = [first, 0n];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

function arcTangentSeries(x: bigint): bigint {
  const q = times(x, x);
  let [power, sum] = [x, 0n];
  for (let n = 0n; power !== 0n && power !== -1n; n++) {
    sum += (n % 2n === 0n ? power : -power) / (2n * n + 1n);
    power = times(power, q);
  }
  return sum;
}

/** Machin's formula. */
export const realPi = 16n * arcTangentSeries(ONE / 5n) - 4n * arcTangentSeries(ONE / 239n);

export const realRadians = (degrees: number): bigint => times(exactly(degrees), realPi) / 180n;

export function realSine(x: bigint): bigint {
  const q = times(x, x);
  return summed(x, (term, n) => -times(term, q) / (2n * n * (2n * n + 1n)));
}

export const realCosine = (x: bigint): bigint => {
  const q = times(x, x);
  return summed(ONE, (term, n) => -times(term, q) / (2n * n * (2n * n - 1n)));
};

export const realExponential = (x: bigint): bigint => summed(ONE, (term, n) => times(term, x) / n);

/** The error function: Taylor's alternating series, which these digits can afford. */
export function realErrorFunction(x: bigint): bigint {
  const q = times(x, x);
  let [power, sum] = [x, 0n];
  for (let n = 0n; power !== 0n && power !== -1n; n++) {
    sum += power / (2n * n + 1n);
    power = -times(power, q) / (n + 1n);
  }
  return over(2n * sum, squareRoot(realPi));
}

/** Newton's method on whole numbers. */
function squareRoot(x: bigint): bigint {
  const target = x << SCALE;
  let root = ONE;
  for (let n = 0; n < 200; n++) root = (root + target / root) / 2n;
  return root;
}
