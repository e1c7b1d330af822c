/** Something in an agreement that reads well and yet is likely not meant; with how to mend it. */
export interface Advice {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}
