// Small parts of every page: pairs of words and values, switches, notes, overlays, people.
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon, type IconName } from '@/ui/Icon';
import { ui } from '@/ui/messages.zh';

export function KeyValue({ rows }: { rows: [string, ReactNode][] }) {
  return <dl className="kv md">{rows.filter(([, value]) => value !== undefined && value !== false).map(([word, value]) => <div key={word} className="kvrow"><dt>{word}</dt><dd>{value}</dd></div>)}</dl>;
}

export function Segments<T extends string>({ label, options, value, onChange }: { label: string; options: { id: T; title: ReactNode; tone?: string; icon?: IconName }[]; value?: T; onChange: (id: T) => void }) {
  return (
    <span className="seg" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.id} type="button" className={value === option.id ? `on ${option.tone ?? ''}` : ''} aria-pressed={value === option.id} onClick={() => onChange(option.id)}>
          {value === option.id && option.icon && <Icon name={option.icon} />}{option.title}
        </button>
      ))}
    </span>
  );
}

export function Note({ tone = '', icon, children }: { tone?: '' | 'warn' | 'bad' | 'ok'; icon?: IconName; children: ReactNode }) {
  return <div className={`note ${tone}`}>{icon && <Icon name={icon} />}<div>{children}</div></div>;
}

/** A panel over the page. `side` slides in from the edge (a sheet on the phone), else it stands in the middle. */
export function Overlay({ title, onClose, children, side = false }: { title: string; onClose: () => void; children: ReactNode; side?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.focus();
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape') onClose(); };
    document.addEventListener('keydown', onKey);
    return () => { document.removeEventListener('keydown', onKey); before?.focus(); };
  // The panel takes the focus once; a new `onClose` must not take it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className={side ? 'sheet-over' : 'modal-over'} onMouseDown={(event) => { if (event.target === event.currentTarget) onClose(); }}>
      <div role="dialog" aria-modal="true" aria-label={title} tabIndex={-1} ref={box}>
        <div className="row overhead"><h2>{title}</h2><span className="sp" /><button type="button" className="ib" aria-label={ui.close} onClick={onClose}><Icon name="close" /></button></div>
        {children}
      </div>
    </div>
  );
}

/** The last character of a demonstration name tells people apart. */
export function Avatar({ name, small = false }: { name: string; small?: boolean }) {
  return <span className={`ava ${small ? 's' : ''}`} aria-hidden="true">{[...name].at(-1)}</span>;
}

/** The browser's own viewer without its bars; the page has its own. */
const VIEW = '#toolbar=0&navpanes=0&view=FitH';

export function PaperFrame({ src, name, plain = false }: { src: string; name: string; plain?: boolean }) {
  return <div className="frame"><iframe src={plain ? src : src + VIEW} title={ui.paperFrame(name)} /></div>;
}
