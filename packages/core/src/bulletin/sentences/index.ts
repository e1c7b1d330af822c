import type { Outcome } from '../../agreement/index.ts';
import type { Attributed, Axes, FindingState, Vote } from '../../mission/index.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { sayDate, sayNumber } from './figures.ts';
import { fr } from './fr.ts';
import type { Language } from './language.ts';
import { formFor } from './plural.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';
import type { UnableReason, Wording } from './wording.ts';

// Every sentence that the machine makes about an incident, in one place. "Alleged" is dropped by a finding alone; an
// indication is never more than indicated. Names of parties and bodies come in as they are to be printed.

export { sayDate, sayNumber, sayTime, sayZone } from './figures.ts';
export { directionOf, isLanguage, LANGUAGES, type Language } from './language.ts';
export { type Forms, formFor, pluralOf } from './plural.ts';

const WORDINGS: { readonly [language in Language]: Wording } = { ar, en, fr, ru, uk };

/** What is said of a status. */
export interface StatusSaid {
  readonly status: Axes['status'];
  readonly unable?: UnableReason;
  /** Independent sources, where the reader may know how many. */
  readonly sources?: number;
  /** What a body found so far; `none` unless stated. */
  readonly finding?: FindingState;
}

/** The status of an incident: "alleged, corroborated by 2 sources". */
export function sayStatus(
  language: Language,
  { status, unable, sources, finding = 'none' }: StatusSaid,
): string {
  const words = WORDINGS[language];
  switch (status) {
    case 'alleged':
      return words.alleged;
    case 'under inquiry':
      return words.underInquiry;
    case 'corroborated':
      if (sources === undefined || sources < 1) return words.corroborated;
      return formFor(language, sources, words.corroboratedBy).replace('{n}', sayNumber(language, sources));
    case 'verified':
      return finding === 'violation' || finding === 'no violation' ? words.verified : words.verifiedAlleged;
    case 'refuted':
      return words.refuted;
    case 'unable to verify':
      return unable === undefined ? words.unable : `${words.unable}: ${words.unableFor[unable]}`;
  }
}

/** Who did it, as far as somebody has said so: "assessed to P by BODY, confidence 0.8". */
export function sayAttribution(
  language: Language,
  {
    attribution,
    attributed,
  }: { readonly attribution: Axes['attribution']; readonly attributed?: Attributed },
  nameOf: (id: string) => string = (id) => id,
): string {
  const words = WORDINGS[language];
  const { by = '', party, confidence, alternatives = [] } = attributed ?? {};
  const others = alternatives.length === 0 ? '' : words.alternatives(alternatives.map(nameOf));
  switch (attribution) {
    case 'undetermined':
      return words.noActor;
    case 'claimed':
      return (
        words.claimed(nameOf(by), party === undefined || party === by ? undefined : nameOf(party)) + others
      );
    case 'admitted':
      return words.admitted(nameOf(party ?? by)) + others;
    case 'assessed': {
      if (party === undefined) return words.noActor + others;
      const sure = confidence === undefined ? undefined : sayNumber(language, confidence);
      return words.assessed(nameOf(party), nameOf(by), sure) + others;
    }
    case 'disputed':
      return words.disputed + others;
  }
}

/** What a body found on one clause, with what was said beside it. */
export interface FindingSaid {
  readonly clause: string;
  readonly finding: FindingState;
  readonly class?: string;
  readonly by?: string;
  /** RFC 3339. */
  readonly on?: string;
  readonly vote?: Vote;
  readonly dissent?: readonly { readonly by: string; readonly text: string }[];
  readonly remedy?: string;
  readonly due?: string;
  /** What parties say of it; those on anything else belong elsewhere. */
  readonly positions?: readonly {
    readonly party: string;
    readonly stance?: 'accepts' | 'contests' | 'notes';
    readonly text?: string;
  }[];
}

/**
 * A finding, with vote, dissent and positions in the same paragraph. Without one: "alleged violation of clause X".
 * `ahead` is by how many seconds local time is ahead of UTC.
 */
export function sayFinding(
  language: Language,
  said: FindingSaid,
  nameOf: (id: string) => string = (id) => id,
  ahead = 0,
): string {
  const words = WORDINGS[language];
  const { clause, finding, dissent = [], positions = [], vote, remedy, due } = said;
  const parts = {
    clause,
    ...(said.class === undefined ? {} : { class: said.class }),
    by: nameOf(said.by ?? ''),
    on: sayDate(language, said.on ?? '', ahead),
  };
  const sentences = [
    finding === 'none' ? words.allegedViolation(clause) : words.finding[finding](parts),
    ...(vote === undefined ? [] : [words.vote(seatsIn(language, vote))]),
    ...(dissent.length === 0
      ? []
      : [words.dissent(dissent.map(({ by, text }) => quoted(words, nameOf(by), text)))]),
    ...(remedy === undefined
      ? []
      : [
          due === undefined
            ? words.remedy(remedy)
            : words.remedy(unended(remedy), sayDate(language, due, ahead)),
        ]),
    ...(positions.length === 0 ? [] : [sayPositions(language, positions, nameOf)]),
  ];
  return sentences.length === 1 ? (sentences[0] ?? '') : sentences.map(ended).join(' ');
}

/** A sentence with its full stop: what somebody wrote may have brought one, also within its quotation marks. */
export function ended(sentence: string): string {
  return /[.!?…؟][\s”»"'’)\]\u2069]*$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Words that go on in the same sentence. */
function unended(text: string): string {
  return text.replace(/(?<!\.)\.\s*$/, '');
}

/** A sentence of ours as it begins. */
export function capital(sentence: string): string {
  return sentence.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

/** What parties say beside it; without a full stop. */
export function sayPositions(
  language: Language,
  positions: NonNullable<FindingSaid['positions']>,
  nameOf: (id: string) => string = (id) => id,
): string {
  const words = WORDINGS[language];
  return words.positions(
    positions.map(({ party, stance, text }) =>
      quoted(words, words.stance[stance ?? 'states'](nameOf(party)), text),
    ),
  );
}

/** Words of a person within a sentence of ours. */
export function sayQuoted(language: Language, text: string): string {
  return WORDINGS[language].quoted(text);
}

function quoted(words: Wording, lead: string, text?: string): string {
  return text === undefined ? lead : `${lead}: ${words.quoted(text)}`;
}

function seatsIn(language: Language, vote: Vote): Parameters<Wording['vote']>[0] {
  const sum = (seats: { readonly [member: string]: number } = {}) =>
    sayNumber(
      language,
      Object.values(seats).reduce((all, one) => all + one, 0),
    );
  return { for: sum(vote.for), against: sum(vote.against), abstained: sum(vote.abstained) };
}

/** What was computed of one clause. */
export interface IndicationSaid {
  readonly clause: string;
  readonly outcome: Outcome;
  readonly probability: number | null;
  readonly missing?: string;
  readonly exception?: string;
  readonly because?: readonly string[];
}

/** An indication, with its probability and reasons; never more than indicated. */
export function sayIndication(language: Language, said: IndicationSaid): string {
  const words = WORDINGS[language];
  const { clause, outcome, probability, missing, exception, because = [] } = said;
  const reasons = because.length === 0 ? '' : words.reasons(because);
  switch (outcome) {
    case 'breach':
      return words.indicated(clause, probability === null ? '–' : sayNumber(language, probability)) + reasons;
    case 'permitted':
      return words.permitted(clause, exception) + reasons;
    case 'not-applicable':
      return words.notApplicable(clause) + reasons;
    case 'undetermined':
      return words.undetermined(clause, missing) + reasons;
  }
}
