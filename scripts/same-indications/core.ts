// What the probe takes from core, in one place: the bundle that every engine runs.
export {
  type Agreement,
  ceilings,
  evaluate,
  type Fact,
  indicationsText,
  obligations,
  readAgreement,
} from '../../packages/core/src/agreement/index.ts';
export { expectAccepted } from '../../packages/core/src/base/index.ts';
