// The list of duties with its tab and search in the address, shared by desk and phone.
import { useSearchParams } from 'wouter';
import { useLive } from '@/api/hooks';
import { api, page } from '@/api/paths';
import type { Inbox, InboxItem } from '@/api/types';

export type Tab = 'mine' | 'team' | 'done';
export const TABS: Tab[] = ['mine', 'team', 'done'];

export const keyOf = (item: InboxItem) => `${item.case}/${item.task}`;
export const pageOf = (item: InboxItem) => page.task(item.case, item.task);

export function useInbox() {
  const [params, setParams] = useSearchParams();
  const tab = (TABS as string[]).includes(params.get('tab') ?? '') ? (params.get('tab') as Tab) : 'mine';
  const q = params.get('q') ?? '';
  const set = (name: string, value: string) => setParams((before) => {
    const next = new URLSearchParams(before);
    if (value === '') next.delete(name);
    else next.set(name, value);
    return next;
  }, { replace: true });
  return { tab, q, set, query: useLive<Inbox>(api.inbox(tab, q)) };
}
