import { parseShape } from '@armistice/core/base';
import { entryKind } from '@armistice/core/mission';
import type { Act } from '@armistice/core/rights';
import { Problem, problemOf } from '../problems.ts';
import type { Deed } from './allowed.ts';
import { actOf, isWritten } from './deed.ts';
import { readErasure } from './erasing.ts';
import type { OwnEntry } from './own-entry.ts';
import type { EntryRequest } from './request.ts';
import { reportIn } from './writing.ts';

/** What a request does. Throws a {@link Problem} where the form is wrong, or no act writes such an entry. */
export function deedOf(request: EntryRequest, own: OwnEntry | undefined): Deed {
  const { kind, audience } = request.type === 'own' ? request.statement : request;
  const body = own?.body ?? (request as { readonly body: Deed['body'] }).body;
  if (!isWritten(kind)) throw new Problem('request/not-allowed', `nobody writes a "${kind}" entry here`);
  const form = entryKind(kind)?.form;
  const read = form === undefined ? undefined : parseShape(form, body, 'entry/form');
  if (read?.ok === false) throw problemOf(read.refusal);
  if (kind === 'erasure') readErasure(body);
  if (kind === 'report' && own === undefined) reportIn(body);
  const act = kind === 'key' ? ownKeyAct(own) : actOf(kind, body);
  if (act === undefined)
    throw new Problem('request/not-allowed', 'no act of the table of rights writes such an entry');
  return { act, kind, audience, body, ...(own === undefined ? {} : { key: own.key }) };
}

/** A key rotates or ends itself here; all else about keys has a route of its own. */
function ownKeyAct(own: OwnEntry | undefined): Act | undefined {
  const { action, replaces, revokes } = own?.body ?? {};
  const target = action === 'rotate' ? replaces : action === 'revoke' ? revokes : undefined;
  return target !== undefined && target === own?.key.id ? 'keep-own-keys' : undefined;
}
