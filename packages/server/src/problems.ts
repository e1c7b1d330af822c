import type { Refusal } from '@armistice/core/base';
import { AnotherReport } from './mission-filing.ts';
import { NotAdmitted } from './record/admission.ts';
import { NotRecorded } from './record/sequencer.ts';

// Every way in which an answer can be an error, in one table: code → status and title. RFC 9457 on the wire.

/** All codes, with what they mean to a client. */
export const PROBLEMS = {
  'request/malformed': { status: 400, title: 'The request cannot be read' },
  'request/not-allowed': { status: 403, title: 'This actor may not do this' },
  'request/cross-site': { status: 403, title: 'Another site asked for this' },
  'request/not-found': { status: 404, title: 'There is nothing here' },
  'request/too-large': { status: 413, title: 'The request is too large' },
  'request/media-type': { status: 415, title: 'This type of content is not read here' },
  'request/host': { status: 421, title: 'This server answers to another name' },
  'report/form': { status: 422, title: 'The report is not in the intake format' },
  'report/another': { status: 409, title: 'Another report has this source and id' },
  'record/not-recorded': { status: 503, title: 'The record could not take it; send it again' },
  'store/not-ready': { status: 503, title: 'The database cache is not ready; ask again' },
  'server/fault': { status: 500, title: 'The server failed' },
} as const satisfies { readonly [code: string]: { readonly status: number; readonly title: string } };

export type ProblemCode = keyof typeof PROBLEMS;

/** An answer that is an error, thrown anywhere below a route. `detail` says what to do. */
export class Problem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
  }
}

/** Problem details as they go out. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
}

/** Where a code is explained. */
export function problemType(code: ProblemCode): string {
  return `/api/problems/${code}`;
}

/** The problem behind anything that was thrown. What is not known is a fault of ours, and its words stay inside. */
export function detailsOf(error: unknown): ProblemDetails {
  const problem = asProblem(error);
  const { status, title } = PROBLEMS[problem.code];
  return { type: problemType(problem.code), title, status, code: problem.code, detail: problem.message };
}

/** A refusal of core as a problem. Codes of core that have no row here are about the request's content. */
export function problemOf(refusal: Refusal): Problem {
  const code = Object.hasOwn(PROBLEMS, refusal.code) ? (refusal.code as ProblemCode) : 'request/malformed';
  return new Problem(code, refusal.message);
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AnotherReport) return new Problem('report/another', error.message);
  if (error instanceof NotAdmitted || error instanceof NotRecorded)
    return new Problem('record/not-recorded', error.message);
  const { code, statusCode, message } = (error ?? {}) as {
    code?: string;
    statusCode?: number;
    message?: string;
  };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem('request/too-large', 'send it in smaller parts');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('request/media-type', 'send application/json, or application/x-ndjson for many');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem(
      statusCode === 404 || statusCode === 403 ? 'request/not-found' : 'request/malformed',
      message ?? '',
    );
  return new Problem(
    'server/fault',
    'the fault was noted on the server; what was acknowledged before is safe',
  );
}
