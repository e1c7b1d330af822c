import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { list, object, oneOf, parseShape, text } from '@armistice/core/base';

/** Where, in a data folder, the identity providers stand that parties bring. */
export const PROVIDERS = 'private/oidc.json';

const word = text({ max: 63, pattern: /^[a-z0-9][a-z0-9._-]*$/, what: 'a word in small letters' });

const form = object({
  providers: list(
    object(
      { id: word, party: word, issuer: text({ max: 300 }), client: text({ max: 200 }) },
      {
        name: text({ max: 100 }),
        /** A file beside this one, so that the secret is in no configuration. */
        secretFile: text({ max: 200, pattern: /^[A-Za-z0-9._-]+$/, what: 'the name of a file in private/' }),
        /** Which claim is the handle; `sub` where it is left out. */
        claim: text({ max: 100 }),
        /** `provider`: it asks its officers for a second factor itself, and the mission relies on it. */
        secondFactor: oneOf('provider', 'here'),
      },
    ),
    0,
    16,
  ),
});

/** An identity provider of one party: it signs in liaison officers of that party, and nobody else. */
export interface Provider {
  readonly id: string;
  readonly party: string;
  readonly name: string;
  readonly issuer: URL;
  readonly client: string;
  readonly secret?: string;
  readonly claim: string;
  readonly reliedOn: boolean;
}

/** Reads the providers of a data folder; none where there is no file. Throws, naming the field, where it is misshapen. */
export function readProviders(folder: string): readonly Provider[] {
  let given: string;
  try {
    given = readFileSync(join(folder, PROVIDERS), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
  const read = parseShape(form, JSON.parse(given), 'people/providers');
  if (!read.ok) throw new Error(`${PROVIDERS}: ${read.refusal.message}`);
  return read.value.providers.map((one) => {
    const issuer = URL.parse(one.issuer);
    if (issuer === null || (issuer.protocol !== 'https:' && !isLoopback(issuer)))
      throw new Error(`${PROVIDERS}: the issuer of ${one.id} is no https address`);
    const { id, party, client, name = id, claim = 'sub', secondFactor = 'here', secretFile } = one;
    const secret =
      secretFile === undefined
        ? {}
        : { secret: readFileSync(join(folder, 'private', secretFile), 'utf8').trim() };
    return {
      ...{ id, party, client, name, claim, issuer, ...secret },
      reliedOn: secondFactor === 'provider',
    };
  });
}

/** Without TLS a provider is spoken to on this machine alone: in tests, and behind a proxy of its own. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
