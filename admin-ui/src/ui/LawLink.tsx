// A place in a law that opens beside what one is doing, never in a new page.
import { createContext, useContext } from 'react';
import type { Basis } from '@/api/types';
import { lawText } from '@/ui/format';
import { ui } from '@/ui/messages.zh';

/** Opens an article; given by the page's frame (right pane on the desk, sheet elsewhere). */
export const OpenLaw = createContext<(basis: Basis) => void>(() => undefined);

/** The day whose law counts on this page: the day of the conduct inside a case. */
export const LawDay = createContext<string | undefined>(undefined);

export function LawLink({ basis }: { basis: Basis }) {
  const open = useContext(OpenLaw);
  const day = useContext(LawDay);
  if (!basis.article) return <span>{lawText(basis)}</span>;
  return <button type="button" className="lawlink" onClick={() => open({ on: day, ...basis })}>{lawText(basis)}</button>;
}

export function LawLinks({ bases }: { bases?: Basis[] }) {
  return <>{bases?.map((basis, i) => <span key={i}>{i > 0 && ui.listComma}<LawLink basis={basis} /></span>)}</>;
}
