import type { Refusal } from '@armistice/core/base';
import { BULLETIN_PROBLEMS, BulletinRefused } from './bulletin/problems.ts';
import { PREVIEW_PROBLEMS } from './derived/preview-problems.ts';
import { CatchingUp, DerivedStopped } from './derived/told.ts';
import { FILE_PROBLEMS } from './files/problems.ts';
import { AnotherReport, IntakeFull } from './mission-filing.ts';
import { SimulatedReport } from './mission-simulated.ts';
import { PEOPLE_PROBLEMS } from './people/problems.ts';
import { NotAdmitted } from './record/admission.ts';
import { LockHeld } from './record/lock.ts';
import { NotRecorded } from './record/sequencer.ts';
import { VAULT_PROBLEMS } from './vault/problems.ts';
import { VaultRefusal } from './vault/words.ts';

// Every way in which an answer can be an error, in one table: code → status and title. RFC 9457 on the wire.

/** All codes, with what they mean to a client. */
export const PROBLEMS = {
  'request/malformed': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'mend what the detail names and send it again',
  },
  'request/not-allowed': {
    status: 403,
    title: 'This actor may not do this',
    remedy: 'sign in as a member whose roles allow it, or ask for the public audience',
  },
  'request/busy': {
    status: 503,
    title: 'Others are asking what takes long',
    remedy: 'ask again after the seconds of Retry-After; whoever has signed in need not wait',
  },
  ...PEOPLE_PROBLEMS,
  'request/cross-site': {
    status: 403,
    title: 'Another site asked for this',
    remedy: 'write from the page of this server or from a program',
  },
  'request/not-found': {
    status: 404,
    title: 'There is nothing here',
    remedy: 'look at /api/openapi.json for what there is',
  },
  'request/timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    remedy: 'send it again; what was acknowledged before is safe',
  },
  'request/too-large': { status: 413, title: 'The request is too large', remedy: 'send it in smaller parts' },
  'request/media-type': {
    status: 415,
    title: 'This type of content is not read here',
    remedy: 'send application/json, application/x-ndjson for many, a photograph as JPEG or PNG',
  },
  'request/host': {
    status: 421,
    title: 'This server answers to another name',
    remedy: 'open it as http://localhost or http://127.0.0.1 with its port',
  },
  'request/too-many': {
    status: 429,
    title: 'Too many requests came from this address',
    remedy:
      'ask again after the seconds of Retry-After; many reports go in one stream of application/x-ndjson',
  },
  'report/form': {
    status: 422,
    title: 'The report is not in the intake format',
    remedy: 'mend the field that the detail names; /api/schemas/report has the format',
  },
  'report/another': {
    status: 409,
    title: 'Another report has this source and id',
    remedy: 'give a new report a new id; to correct one, file a new report that supersedes it',
  },
  'report/simulated': {
    status: 422,
    title: 'A simulated report was sent to a mission',
    remedy: 'send it to a training mission: npm start opens one',
  },
  'entry/form': {
    status: 422,
    title: 'The entry is not as its kind asks',
    remedy: 'mend what the detail names; /api/schemas/entry-kinds has the forms',
  },
  'entry/key': {
    status: 403,
    title: 'This key may not sign this',
    remedy:
      'sign with a key in force that is your own, or your party’s or body’s; introduce one at /api/keys',
  },
  'entry/signature': {
    status: 422,
    title: 'The signature does not hold',
    remedy: 'sign the statement exactly as it is sent, with the key that it names',
  },
  'entry/nonce-used': {
    status: 409,
    title: 'Another entry was sent with this nonce',
    remedy: 'give what is another entry another nonce',
  },
  'entry/without-effect': {
    status: 422,
    title: 'The entry stands in the record and changes nothing',
    remedy: 'mend what the detail names and write another entry; this one stays, with the reason beside it',
  },
  'proposal/over': {
    status: 409,
    title: 'This proposal waits for nobody any more',
    remedy: 'look at it again, and ask anew where it is still wanted',
  },
  ...FILE_PROBLEMS,
  ...VAULT_PROBLEMS,
  ...BULLETIN_PROBLEMS,
  'counts/too-many': {
    status: 422,
    title: 'Too many incidents to sum on request',
    remedy: 'narrow it with from and to, or take the counts of the whole mission without a filter',
  },
  ...PREVIEW_PROBLEMS,
  'intake/full': {
    status: 503,
    title: 'The intake is full for a moment; nothing was written',
    remedy: 'send the same again after the seconds of Retry-After; it stays one report',
  },
  'mission/catching-up': {
    status: 503,
    title: 'The record is being read back after a start',
    remedy: 'ask again after the seconds of Retry-After',
  },
  'mission/stopped': {
    status: 503,
    title: 'Nothing is worked out from the record for now',
    remedy: 'ask the operator to restart the server; reports are recorded meanwhile, and nothing is lost',
  },
  'record/not-recorded': {
    status: 503,
    title: 'The record could not take it; send it again',
    remedy: 'send the same again; it stays one report',
  },
  'store/not-ready': {
    status: 503,
    title: 'The database cache is not ready; ask again',
    remedy: 'ask again after the seconds of Retry-After; the record and the situation answer meanwhile',
  },
  'server/fault': {
    status: 500,
    title: 'The server failed',
    remedy: 'ask the operator: the fault was noted; what was acknowledged before is safe',
  },
} as const satisfies {
  readonly [code: string]: { readonly status: number; readonly title: string; readonly remedy: string };
};

export type ProblemCode = keyof typeof PROBLEMS;

/** An answer that is an error, thrown anywhere below a route. `detail` says what was wrong with this one. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly more: MoreOfProblem;

  constructor(code: ProblemCode, detail: string, more: MoreOfProblem = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.more = more;
  }
}

/** What some problems say besides. */
export interface MoreOfProblem {
  /** The refusal signed by the log, where it goes to a party (docs/formats/signed-refusal.md). */
  readonly signed?: string;
  /** The entry that stands in the record all the same. */
  readonly index?: number;
}

/** Problem details as they go out. */
export interface ProblemDetails extends MoreOfProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  /** What to do. */
  readonly remedy: string;
}

/** Where a code is explained. */
export function problemType(code: ProblemCode): string {
  return `/api/problems/${code}`;
}

/** The problem behind anything that was thrown. What is not known is a fault of ours, and its words stay inside. */
export function detailsOf(error: unknown): ProblemDetails {
  const problem = asProblem(error);
  const { status, title, remedy } = PROBLEMS[problem.code];
  return {
    type: problemType(problem.code),
    ...{ title, status, code: problem.code, detail: problem.message, remedy },
    ...problem.more,
  };
}

/** A refusal of core as a problem. Codes of core that have no row here are about the request's content. */
export function problemOf(refusal: Refusal): Problem {
  const code = Object.hasOwn(PROBLEMS, refusal.code) ? (refusal.code as ProblemCode) : 'request/malformed';
  return new Problem(code, refusal.message);
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof VaultRefusal) return new Problem(`vault/${error.why}`, error.message);
  if (error instanceof LockHeld) return new Problem('vault/busy', 'the vault is open elsewhere for a moment');
  if (error instanceof AnotherReport) return new Problem('report/another', error.message);
  if (error instanceof SimulatedReport) return new Problem('report/simulated', error.message);
  if (error instanceof IntakeFull) return new Problem('intake/full', error.message);
  if (error instanceof DerivedStopped) return new Problem('mission/stopped', error.message);
  if (error instanceof BulletinRefused) return problemOf({ code: error.code, message: error.message });
  if (error instanceof CatchingUp) return new Problem('mission/catching-up', error.message);
  if (error instanceof NotAdmitted || error instanceof NotRecorded)
    return new Problem('record/not-recorded', error.message);
  const { code, statusCode, message } = (error ?? {}) as { [name in 'code' | 'message']?: string } & {
    statusCode?: number;
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
