// Reading and writing from components: one query per address, one mutation that invalidates what is on screen.
import { useRef } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, Problem, send, Unreachable, type Write } from '@/api/client';
import { uuidv7 } from '@/api/uuid';

/** The answer at `path`, kept while shown. `enabled: false` waits. */
export function useGet<T>(path: string, enabled = true) {
  return useQuery<T, Error>({ queryKey: [path], queryFn: ({ signal }) => get<T>(path, signal), enabled, placeholderData: (before) => before });
}

/** How often what others and the workers change is looked at again while it is on screen. */
const LIVE_MS = 5000;

/** Like `useGet`, and asked again every few seconds: seals, payments and colleagues change it. What is not there is not asked for again. */
export function useLive<T>(path: string, enabled = true) {
  const refetchInterval = ({ state: { error } }: { state: { error: Error | null } }) => (error instanceof Problem && error.status === 404 ? false : LIVE_MS);
  return useQuery<T, Error>({ queryKey: [path], queryFn: ({ signal }) => get<T>(path, signal), enabled, refetchInterval });
}

/** Like `useGet`, but forgets the former address' answer at once. */
export function useGetFresh<T>(path: string, enabled = true) {
  return useQuery<T, Error>({ queryKey: [path], queryFn: ({ signal }) => get<T>(path, signal), enabled });
}

/**
 * One action of the reader. The command id is kept while the server cannot be reached, so that a repeat gets the first
 * answer; after an answer the next action gets a new id.
 */
export function useCommand<T = unknown>(onDone?: (answer: T) => void) {
  const client = useQueryClient();
  const id = useRef<string | undefined>(undefined);
  return useMutation<T, Error, Write>({
    mutationFn: (write) => {
      id.current ??= uuidv7();
      return send<T>({ commandId: id.current, ...write });
    },
    onSuccess: async (answer) => {
      id.current = undefined;
      onDone?.(answer);
      await client.invalidateQueries();
    },
    onError: (error) => {
      if (!(error instanceof Unreachable)) id.current = undefined;
      if (error instanceof Problem && error.status === 409) void client.invalidateQueries();
    },
  });
}
