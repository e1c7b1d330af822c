import type { PeopleSpeech } from '../i18n/people/speech.ts';

/** Who reads what, and from when on, once a second person agrees to publish it; nothing of what is no publication. */
export function whatFollows(
  what: unknown,
  { p, term, minute }: Pick<PeopleSpeech, 'p' | 'term'> & { readonly minute: (at: string) => string },
): string {
  const {
    kind,
    audience = 'public',
    body,
  } = (what ?? {}) as {
    readonly kind?: unknown;
    readonly audience?: unknown;
    readonly body?: { readonly release?: { readonly [whom: string]: unknown } };
  };
  if (kind !== 'bulletin' && kind !== 'erratum') return '';
  if (audience === 'mission') return p('follows.mission');
  if (audience !== 'public') return p('follows.others', { audience: term('audience', String(audience)) });
  const { parties, partners, public: everyone } = body?.release ?? {};
  const given = [parties, partners, everyone].every((at) => typeof at === 'string');
  if (!given) return p(kind === 'erratum' ? 'follows.erratum' : 'follows.everyone');
  return p('follows.release', {
    parties: minute(String(parties)),
    partners: minute(String(partners)),
    public: minute(String(everyone)),
  });
}
