import { type ChangeSaid, erratumSaid, sayQuoted } from '@armistice/core/bulletin';
import { balanced } from '../../i18n/isolated.ts';
import type { Language } from '../../i18n/languages.ts';
import type { PeopleSpeech } from '../../i18n/people/speech.ts';
import type { RoomSpeech } from '../../i18n/rooms.ts';
import type { Proposal } from '../../people/proposals.ts';

// What would be done if a second person agrees, in a sentence by which it can be decided. What the page does not know to say
// is shown as data, as all of it can be.

/** How things are called for whoever decides. */
export interface Saying {
  readonly language: Language;
  readonly r: RoomSpeech<'proposals'>['r'];
  readonly term: PeopleSpeech['term'];
  readonly minute: (at: string) => string;
  readonly number: (value: number) => string;
  /** Of a party, a body or a source. */
  readonly nameOf: (id: string) => string;
}

type Fields = { readonly [name: string]: unknown };
type Sentences = readonly string[];

const TYPES = ['daily', 'weekly', 'spot', 'thematic'] as const;
const MOST = 12;

/** The sentences of a proposal; none where what it would do has no words here. */
export function whatWaits({ act, what }: Proposal, say: Saying): Sentences {
  const asked = fieldsOf(what);
  const { kind, audience } = asked;
  const body = fieldsOf(asked.body);
  if (kind === 'bulletin') return bulletinSaid(body, audience, say);
  if (kind === 'erratum') return correctionSaid(body, say);
  if (kind === 'line' || kind === 'zone')
    return [say.r(`waits.${kind}`, { name: text(body[kind]), from: say.minute(text(body.from)) })];
  if (kind === 'erasure' || act === 'erase') return erasureSaid(body, say);
  if (kind === 'mission') return [say.r('waits.rules', { title: text(body.title) })];
  if (kind === 'fusion-parameters') return [say.r('waits.fusion', { version: text(body.version) })];
  if (kind === 'engine') return [say.r('waits.engine', { version: text(body.version) })];
  if (kind === 'agreement') return agreementSaid(body, say);
  if (act === 'introduce-key') return keySaid(asked, say);
  if (act === 'invite-member' || act === 'end-member') return memberSaid(asked, say);
  return [];
}

function bulletinSaid(body: Fields, audience: unknown, { r, term, minute }: Saying): Sentences {
  const type = TYPES.find((one) => one === body.type);
  if (type === undefined) return [];
  const parts = {
    number: text(body.number),
    from: minute(text(body.from)),
    to: minute(text(body.to)),
  };
  const whom =
    audience === undefined || audience === 'public'
      ? r('waits.everyone')
      : r('waits.forOthers', { audience: term('audience', text(audience)) });
  return [r('waits.bulletin', { ...parts, type: r(`type.${type}`), whom })];
}

function correctionSaid(body: Fields, { r, language, nameOf }: Saying): Sentences {
  const changes = Array.isArray(body.changes) ? (body.changes as Parameters<typeof erratumSaid>[1]) : [];
  return [
    r('waits.erratum', { number: text(body.bulletin), reason: text(body.reason) }),
    // Whoever agrees reads every change: none is left out.
    ...erratumSaid(language, changes, nameOf).map((change) =>
      r('waits.change', {
        figure: change.figure === 'count' ? r('waits.count') : balanced(change.what),
        was: sideSaid(change, 'was', language),
        is: sideSaid(change, 'is', language),
      }),
    ),
  ];
}

/** A figure as it is said; words of a person in quotation marks, unless none stand there. */
function sideSaid(change: ChangeSaid, side: 'was' | 'is', language: Language): string {
  const said = balanced(change[side]);
  return change.words === undefined || change.words.none === side ? said : sayQuoted(language, said);
}

function erasureSaid(body: Fields, { r, number }: Saying): Sentences {
  const indexes = Array.isArray(body.indexes) ? body.indexes.map(String) : [];
  if (indexes.length === 0) return [];
  const shown = indexes.length > MOST ? [...indexes.slice(0, MOST), '…'] : indexes;
  const parts = { n: number(indexes.length), indexes: shown.join(', '), reason: text(body.reason) };
  return [r(body.scope === 'detail' ? 'waits.eraseDetail' : 'waits.erase', parts)];
}

function agreementSaid(body: Fields, { r }: Saying): Sentences {
  const agreement = fieldsOf(body.agreement ?? body);
  const [title, version] = [text(agreement.title), text(agreement.version)];
  return title === '' || version === '' ? [] : [r('waits.text', { title, version })];
}

function keySaid(asked: Fields, { r, term }: Saying): Sentences {
  if (typeof asked.kid === 'string') return [r('waits.keyEnd', { kid: asked.kid })];
  const [name, role] = [text(asked.name), text(asked.role)];
  return role === '' ? [] : [r('waits.key', { name, role: term('person', role) })];
}

function memberSaid(asked: Fields, { r, term }: Saying): Sentences {
  if (typeof asked.renew === 'string') return [r('waits.renew', { handle: asked.renew })];
  if (typeof asked.end === 'string')
    return [r('waits.end', { handle: asked.end, reason: text(asked.reason) })];
  const invited = fieldsOf(asked.invited);
  const roles = Array.isArray(invited.roles) ? invited.roles : [];
  if (roles.length === 0) return [];
  const said = roles.map((role) => term('person', text(role))).join(', ');
  return [r('waits.member', { handle: text(invited.handle), roles: said })];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** A text that people wrote, or a number, so that it turns nothing around it. */
function text(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? balanced(value) : '';
}
