import { normalDensity, normalShare } from '../base/index.ts';

// Integrals over a standard normal variable, of several functions at once: the rule of Gauss with three nodes in the
// one of Kronrod with seven, where the two differ most in halves (R. Piessens et al., QUADPACK, 1983).

/** Writes the values of the functions at `t` to `into`. */
export type Functions = (t: number, into: Float64Array) => void;

const NODES = [0, 0.4342437493468026, 0.7745966692414834, 0.9604912687080202] as const;
const KRONROD = [0.4509165386584741, 0.4013974147759622, 0.2684880898683334, 0.1046562260264673] as const;
const GAUSS = [0.8888888888888888, 0, 0.5555555555555556, 0] as const;

/** The differences between the two rules, which overstate the error, add up to less than this; or there is no room left. */
const ENOUGH = 2e-4;
/** Panels at most: so much work, whatever the border. */
const MOST_PANELS = 160;
/** So many breaks are all heeded; of more, only what is so many standard deviations apart. */
const FEW_BREAKS = 40;
const CLOSE = 0.02;
/** Standard deviations that a panel is wide at first, at most. */
const WIDEST = 0.8;

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly sums: Float64Array;
  /** The largest difference between the rules. */
  readonly doubt: number;
}

/**
 * The means of functions with values from 0 to 1 over a standard normal variable cut off at ±`cut`. `breaks` are
 * places where a function may have a corner, in any order.
 */
export function meansOver(
  cut: number,
  breaks: readonly number[],
  count: number,
  functions: Functions,
): Float64Array {
  const panels = panelEdges(cut, breaks).flatMap((to, k, edges): readonly Panel[] => {
    const from = edges[k - 1];
    return from === undefined ? [] : [panelOf(from, to, count, functions)];
  });
  let doubt = panels.reduce((sum, panel) => sum + panel.doubt, 0);
  while (doubt > ENOUGH && panels.length < MOST_PANELS) {
    const worst = panels.reduce((at, panel, k) => (panel.doubt > (panels[at] as Panel).doubt ? k : at), 0);
    const { from, to } = panels[worst] as Panel;
    const middle = (from + to) / 2;
    panels.splice(worst, 1, panelOf(from, middle, count, functions), panelOf(middle, to, count, functions));
    doubt = panels.reduce((sum, panel) => sum + panel.doubt, 0);
  }
  const whole = normalShare(cut) - normalShare(-cut);
  const means = new Float64Array(count);
  for (const { sums } of panels)
    for (let i = 0; i < count; i++) means[i] = (means[i] as number) + (sums[i] as number) / whole;
  return means;
}

/** Edges of the panels to begin with, in order; breaks that are close together count as one. */
function panelEdges(cut: number, breaks: readonly number[]): readonly number[] {
  const inside = breaks.filter((at) => Math.abs(at) < cut).sort((a, b) => a - b);
  const pieces = 2 * Math.ceil(cut / WIDEST);
  const edges = Array.from({ length: pieces + 1 }, (_, k) => ((2 * k) / pieces - 1) * cut);
  const apart = inside.length > FEW_BREAKS ? CLOSE : 1e-6;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of inside)
    if (at - last > apart) {
      edges.push(at);
      last = at;
    }
  return edges.sort((a, b) => a - b);
}

function panelOf(from: number, to: number, count: number, functions: Functions): Panel {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const [sums, plain, values] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (const [k, node] of NODES.entries())
    for (const t of node === 0 ? [middle] : [middle - half * node, middle + half * node]) {
      functions(t, values);
      const density = half * normalDensity(t);
      for (let i = 0; i < count; i++) {
        const value = density * (values[i] as number);
        sums[i] = (sums[i] as number) + (KRONROD[k] as number) * value;
        plain[i] = (plain[i] as number) + (GAUSS[k] as number) * value;
      }
    }
  let doubt = 0;
  for (let i = 0; i < count; i++)
    doubt = Math.max(doubt, Math.abs((sums[i] as number) - (plain[i] as number)));
  return { from, to, sums, doubt };
}
