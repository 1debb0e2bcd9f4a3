// One cache per page. Refusals are answers: only an unreachable server is asked again.
import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from '@/api/client';

const FRESH_MS = 10_000;

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH_MS, retry: (count, error) => error instanceof Unreachable && count < 2, refetchOnWindowFocus: true } },
});
