/** What an expression of a layer may look at. */
export interface Looked {
  readonly properties: { readonly [name: string]: unknown };
  readonly geometry: 'Point' | 'LineString' | 'Polygon';
  readonly zoom: number;
}

type Part = readonly unknown[];

// Those that the layers of the maps use, as the style specification has them: https://maplibre.org/maplibre-style-spec/expressions/
const OPERATORS: { readonly [name: string]: (parts: Part, looked: Looked) => unknown } = {
  get: ([name], { properties }) => properties[String(name)],
  'geometry-type': (_, { geometry }) => geometry,
  zoom: (_, { zoom }) => zoom,
  '==': (parts, looked) => evaluated(parts[0], looked) === evaluated(parts[1], looked),
  concat: (parts, looked) => parts.map((part) => String(evaluated(part, looked))).join(''),
  '+': (parts, looked) => numbers(parts, looked).reduce((sum, one) => sum + one, 0),
  '*': (parts, looked) => numbers(parts, looked).reduce((product, one) => product * one, 1),
  min: (parts, looked) => Math.min(...numbers(parts, looked)),
  sqrt: (parts, looked) => Math.sqrt(numbers(parts, looked)[0] ?? Number.NaN),
  match: ([input, ...arms], looked) => {
    const value = evaluated(input, looked);
    for (let at = 0; at + 1 < arms.length; at += 2) {
      const label = arms[at];
      if (Array.isArray(label) ? label.includes(value) : label === value)
        return evaluated(arms[at + 1], looked);
    }
    return evaluated(arms.at(-1), looked);
  },
  interpolate: ([how, input, ...stops], looked) => {
    if (!Array.isArray(how) || how[0] !== 'linear') throw new Error(`no interpolation ${String(how)}`);
    const value = Number(evaluated(input, looked));
    let [before, low] = [stops[0] as number, Number(evaluated(stops[1], looked))];
    for (let at = 0; at < stops.length; at += 2) {
      const [after, high] = [stops[at] as number, Number(evaluated(stops[at + 1], looked))];
      if (value < after)
        return after === before ? high : low + ((high - low) * (value - before)) / (after - before);
      [before, low] = [after, high];
    }
    return low;
  },
};

/** What an expression of a layer comes to. One that nothing here can work out is an error: the engine would draw what this leaves out. */
export function evaluated(expression: unknown, looked: Looked): unknown {
  // A list that begins with no name is one, such as the lengths of dashes.
  if (!Array.isArray(expression) || typeof expression[0] !== 'string') return expression;
  const [name, ...parts] = expression as [string, ...Part];
  const operator = OPERATORS[name];
  if (operator === undefined) throw new Error(`no operator ${name}`);
  return operator(parts, looked);
}

function numbers(parts: Part, looked: Looked): readonly number[] {
  return parts.map((part) => Number(evaluated(part, looked)));
}
