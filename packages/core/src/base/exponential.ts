// Exponential, logarithm and the error function from + − × ÷ and Math.sqrt alone: the same bits in every engine.

// ln 2 in two parts: a whole number times the first is exact, and the second carries the rest.
const LN2_HIGH = 2977044471 / 4294967296;
const LN2_LOW = 1.9082149292705877e-10;
const ROOT_PI = 1.772453850905516;

/** 2^k, exact, for whole k from −1022 to 1023. */
function powerOfTwo(k: number): number {
  let power = 1;
  let factor = k < 0 ? 0.5 : 2;
  for (let rest = Math.abs(k); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= factor;
    factor *= factor;
  }
  return power;
}

/** e^x, with a relative error below 1e-15 wherever the result is a normal number. */
export function exponential(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1;
  for (let n = 13; n >= 1; n--) sum = 1 + (r / n) * sum;
  // Beyond the normal exponents the power is taken in two steps, so that no step leaves the range of a double.
  if (k > 1023) return sum * powerOfTwo(1023) * 2;
  if (k < -1021) return sum * powerOfTwo(-1021) * powerOfTwo(k + 1021);
  return sum * powerOfTwo(k);
}

const bits = new DataView(new ArrayBuffer(8));

/** The natural logarithm of a positive number, with a relative error below 1e-15; NaN below zero, −∞ of zero. */
export function naturalLogarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  // A subnormal number has no leading one: it is scaled up by 2^54 first.
  const normal = x >= 2.2250738585072014e-308;
  bits.setFloat64(0, normal ? x : x * 18014398509481984);
  const top = bits.getUint32(0);
  bits.setUint32(0, (top & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  let exponent = (top >>> 20) - 1023 - (normal ? 0 : 54);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  // ln m = 2 artanh s; s is at most 0.172, so thirteen terms reach below 1e-17.
  const s = (mantissa - 1) / (mantissa + 1);
  const q = s * s;
  // Written out: a loop would divide twelve times for what are constants.
  let series = q * (1 / 25);
  series = q * (1 / 23 + series);
  series = q * (1 / 21 + series);
  series = q * (1 / 19 + series);
  series = q * (1 / 17 + series);
  series = q * (1 / 15 + series);
  series = q * (1 / 13 + series);
  series = q * (1 / 11 + series);
  series = q * (1 / 9 + series);
  series = q * (1 / 7 + series);
  series = q * (1 / 5 + series);
  series = q * (1 / 3 + series);
  return exponent * LN2_HIGH + (exponent * LN2_LOW + (2 * s + 2 * s * series));
}

/** The error function, with a relative error below 1e-15. */
export function errorFunction(x: number): number {
  if (x < 0) return -errorFunction(-x);
  if (x > 6) return 1;
  return x < 2.5 ? errorByKummer(x) : 1 - complementByFraction(x);
}

/** Kummer's series: all terms positive, so nothing cancels. */
function errorByKummer(x: number): number {
  const q = 2 * x * x;
  let [term, sum] = [1, 1];
  for (let n = 3; term > 1e-18 * sum; n += 2) {
    term *= q / n;
    sum += term;
  }
  return (2 / ROOT_PI) * x * exponential(-x * x) * sum;
}

/** Laplace's continued fraction, cut where its next step is below what 1 − … can show. */
function complementByFraction(x: number): number {
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return exponential(-x * x) / ROOT_PI / fraction;
}

/** The share of a standard normal distribution below z. */
export function normalShare(z: number): number {
  return (1 + errorFunction(z / Math.SQRT2)) / 2;
}

/** The density of the standard normal distribution at z. */
export function normalDensity(z: number): number {
  return exponential((-z * z) / 2) / (ROOT_PI * Math.SQRT2);
}
