import type { ReactNode } from 'react';
import { followed, useAddress } from '../address.ts';

/** A link to a view of the page; tells where one is. */
export function ViewLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const { path } = useAddress();
  const here = to === '/' ? path === '/' : path.startsWith(to);
  return (
    <a href={to} onClick={followed} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  );
}
