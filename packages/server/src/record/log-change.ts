/** What happened to a log, for those who watch it. */
export type LogChange =
  | { readonly type: 'grown'; readonly from: number; readonly size: number }
  | { readonly type: 'checkpoint'; readonly size: number }
  | {
      readonly type: 'cosigned';
      readonly witness: string;
      readonly size: number;
      readonly unixSeconds: number;
    }
  /** Something a person must know: a witness out of reach, a publication that failed and will be tried again, a clock that went back. */
  | { readonly type: 'warning'; readonly message: string }
  /** The log takes nothing more. */
  | { readonly type: 'stopped'; readonly message: string };
