import { QueryClient } from '@tanstack/react-query';

/** The server's answers, kept for as long as the page is open. */
export const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, staleTime: 5_000 } } });
