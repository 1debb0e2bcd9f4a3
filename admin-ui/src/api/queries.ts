// One cache per page. Refusals are answers: only an unreachable server is asked again.
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem, Unreachable } from '@/api/client';
import { api } from '@/api/paths';

const FRESH_MS = 10_000;

/** A session that ended shows at the next answer: asking who I am brings the sign-in page. */
const cache = new QueryCache({
  onError: (error, query) => {
    if (error instanceof Problem && error.status === 401 && query.queryKey[0] !== api.me) void queries.invalidateQueries({ queryKey: [api.me] });
  },
});

export const queries: QueryClient = new QueryClient({
  queryCache: cache,
  defaultOptions: { queries: { staleTime: FRESH_MS, retry: (count, error) => error instanceof Unreachable && count < 2, refetchOnWindowFocus: true } },
});
