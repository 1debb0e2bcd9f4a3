// What a page shows while it waits, and when it could not be read.
import { useEffect, useState, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Refusal } from '@/ui/Refusal';
import { ui } from '@/ui/messages.zh';

const SKELETON_AFTER_MS = 200;
const SLOW_AFTER_S = 5;

/** Keeps what is on screen when a repeat fails, and puts the reason above it. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T, Error>; children: (value: T) => ReactNode }) {
  const note = query.error ? <div className="pad12"><Refusal error={query.error} onRetry={() => void query.refetch()} /></div> : null;
  if (query.data !== undefined) return <>{note}{children(query.data)}</>;
  return note ?? <Waiting />;
}

export function Waiting() {
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    const first = setTimeout(() => setWaited(SKELETON_AFTER_MS / 1000), SKELETON_AFTER_MS);
    const ticks = setInterval(() => setWaited((before) => Math.floor(before) + 1), 1000);
    return () => { clearTimeout(first); clearInterval(ticks); };
  }, []);
  if (waited === 0) return null;
  return <div aria-busy="true">{waited > SLOW_AFTER_S ? <p className="pad12 m2" role="status">{ui.slow(waited)}</p> : [1, 2, 3].map((i) => <div className="skel" key={i} />)}</div>;
}

export function Empty({ text, action }: { text: string; action?: ReactNode }) {
  return <div className="empty"><p>{text}</p>{action}</div>;
}
