import type { Indication } from '@armistice/core/agreement';
import type { Axes, Incident, ReportView } from '@armistice/core/mission';
import { useQuery } from '@tanstack/react-query';
import { readJson } from '../api.ts';
import { useMe } from '../people/me.ts';
import { useAudience } from '../people/use-audience.ts';

/** A report as it was filed, as far as whoever asks may read it, beside what the fold reads out of it. */
export interface AccountReport {
  readonly key: string;
  readonly entry: number;
  readonly recorded: string;
  readonly basis: string;
  readonly shown: 'view' | 'detail' | 'whole';
  readonly placeClass?: string;
  /** Milliseconds from the end of what was perceived to its filing. */
  readonly delay: number;
  readonly report: Filed;
  /** Whether whoever asks filed it: another person grades it. */
  readonly own: boolean;
  readonly made: Incident['place'];
  readonly of?: string;
  readonly party?: string;
  /** What the record calls the source, where it does. */
  readonly name?: string;
  readonly grades: readonly { readonly entry: number; readonly at: string; readonly grade: string }[];
}

/** Fields of a report that a page shows; what is not there is kept for others, or was never said. */
export interface Filed {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly occurred: { readonly from: string; readonly to: string };
  readonly place: ReportView['place'];
  readonly count?: readonly [number, number];
  readonly means?: string;
  readonly phase?: string;
  readonly weapon?: { readonly class: string; readonly calibre?: number };
  readonly text?: string;
  readonly lang?: string;
  readonly grade?: string;
  readonly derivedFrom?: readonly string[];
  readonly attachments?: readonly {
    readonly sha256: string;
    readonly type: string;
    readonly graphic?: boolean;
  }[];
  readonly [field: string]: unknown;
}

/** What became of an entry. */
export type Fared =
  | 'stands'
  | 'waits'
  | 'superseded'
  | 'seconded'
  | 'undone'
  | 'lapsed'
  | 'answered'
  | 'refused';

/** One thing that somebody wrote about the incident. */
export interface HistoryItem {
  readonly entry: number;
  readonly at: string;
  readonly audience: string;
  readonly kind: string;
  readonly by: { readonly role: string; readonly subject: string };
  readonly body: { readonly [field: string]: unknown };
  readonly fared: Fared;
  readonly why?: string;
  readonly through?: number;
  readonly seconds: readonly { readonly entry: number; readonly by: string; readonly agreed: boolean }[];
}

/** Something that can be done, and whether whoever asks may do it. */
export interface Move {
  readonly act: string;
  readonly allowed: boolean;
  readonly why?: string;
  readonly roles: readonly string[];
  readonly second?: string;
  readonly ownKey?: true;
}
export interface StepMove extends Move {
  readonly axis: string;
  readonly from: string;
  readonly to: string;
  readonly needs: readonly string[];
  /** The fold's sentences about what stands in anybody's way. */
  readonly unmet: readonly string[];
  readonly bodies?: readonly string[];
  readonly awaiting?: string;
}

export interface AccountParty {
  readonly id: string;
  readonly name: string;
  /** Entries of what it said. */
  readonly positions: readonly number[];
}

/** Who has it, by when the mission itself is to act, and what a team is asked. */
export interface Work {
  readonly act?: { readonly need: string; readonly due: string; readonly clock: 'rules' | 'working' };
  readonly claim?: {
    readonly by: string;
    readonly handedBy?: string;
    readonly since: string;
    readonly until?: string;
    readonly note?: string;
  };
  readonly inquiry?: {
    readonly due: string;
    readonly asks: string;
    readonly asked: string;
    readonly entry: number;
    readonly area?: string;
    readonly team?: string;
    readonly risk?: string;
  };
}

/** Everything that is told of one incident. */
export interface Account {
  readonly incident: Incident;
  readonly alias?: string;
  readonly beside: readonly { readonly audience: string; readonly axes: Axes }[];
  readonly reports: readonly AccountReport[];
  readonly moreReports: number;
  readonly linkings: readonly {
    readonly entry: number;
    readonly type: 'join' | 'split';
    readonly pairs: readonly (readonly [string, string])[];
  }[];
  readonly indicationsShown: boolean;
  readonly indications: readonly Indication[];
  readonly texts: readonly {
    readonly agreement: string;
    readonly version: number;
    readonly title: string;
    /** The zone by which its days are counted. */
    readonly clock: string;
    readonly clauses: readonly { readonly clause: string; readonly words: string; readonly says: string }[];
  }[];
  /** All, in the order of the agreement. */
  readonly parties: readonly AccountParty[];
  readonly complaints: readonly {
    readonly entry: number;
    readonly party: string;
    readonly report: string;
    readonly filed: string;
    readonly due: string;
    readonly answers: readonly { readonly entry: number; readonly by: string; readonly at: string }[];
  }[];
  readonly bulletins: readonly {
    readonly number: string;
    readonly entry: number;
    readonly at: string;
    readonly errata: readonly number[];
    readonly due: boolean;
  }[];
  readonly history: readonly HistoryItem[];
  readonly earlier: number;
  /** Of the mission's rules what a decision's clock follows from. */
  readonly rules: {
    /** Hours within which a complaint is answered. */
    readonly answerWithin: number;
    /** Tiers of a dispute, the lowest first; hours. */
    readonly ladder: readonly {
      readonly body: string;
      readonly within?: number;
      readonly escalates?: number;
    }[];
  };
  /** To the mission alone. */
  readonly work?: Work;
  readonly moves: { readonly steps: readonly StepMove[]; readonly acts: readonly Move[] };
}

async function readAccount(id: string, audience: string, signal: AbortSignal): Promise<Account> {
  const path = `/api/incidents/${encodeURIComponent(id)}/account?audience=${encodeURIComponent(audience)}`;
  return (await readJson(path, signal)) as Account;
}

/** The account of an incident, by any key of its reports, as the audience in use reads it. */
export function useAccount(id: string) {
  const audience = useAudience();
  const me = useMe();
  return useQuery({
    // What may be done next hangs on who asks.
    queryKey: ['account', id, audience, me?.handle ?? ''],
    queryFn: ({ signal }) => readAccount(id, audience, signal),
    enabled: me !== undefined && id !== '',
    retry: 1,
    placeholderData: (before) => (before?.incident.reports.includes(id) ? before : undefined),
  });
}

/** The axes that hold for whoever reads: of what was decided for some beside, the narrowest. */
export function axesOf({ incident, beside }: Account): Axes {
  return beside.at(-1)?.axes ?? incident;
}

/** An act that is no step on an axis. */
export function moveFor(account: Account, act: string): Move | undefined {
  return account.moves.acts.find((one) => one.act === act);
}

/** What a team is asked, until an assessment has answered it or somebody took it back: the server decides that. */
export function openInquiry({ work }: Pick<Account, 'work'>): Work['inquiry'] {
  return work?.inquiry;
}

/** The name of a party as the text has it; a body or person by its handle. */
export function nameIn({ parties }: Pick<Account, 'parties'>): (id: string) => string {
  return (id) => parties.find((one) => one.id === id)?.name ?? id;
}
