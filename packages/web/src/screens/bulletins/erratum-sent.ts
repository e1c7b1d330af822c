import type { BulletinWhole } from '../../bulletins.ts';

/** An erratum as it is asked for: read by those who read its bulletin, and by nobody else. */
export function erratumSent<Body extends object>(
  { audience = 'public' }: Pick<BulletinWhole, 'audience'>,
  body: Body,
) {
  return { kind: 'erratum', audience, body };
}
