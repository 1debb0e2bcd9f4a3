// One set of line icons on a 16 px grid. An icon always stands beside a word; alone it needs `label`.
import type { ReactNode } from 'react';

const SHAPES = {
  clock: <><circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/></>,
  search: <><circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/></>,
  inbox: <><path d="M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5l1 2h3l1-2H14"/></>,
  folder: <><path d="M2 4h4l1.5 2H14v7H2z"/></>,
  flag: <><path d="M4 14V2.5h8l-2 3 2 3H4"/></>,
  building: <><path d="M2.5 13.5v-9h5v9M7.5 7h6v6.5M1.5 13.5h13M4.5 7h1M4.5 9.5h1M10 9.5h1M10 11.5h1"/></>,
  eye: <><path d="M1.5 8s2.5-4.5 6.5-4.5S14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="2"/></>,
  book: <><path d="M8 4c-1.5-1-3.5-1.2-5.5-1v9.5c2-.2 4 0 5.5 1 1.5-1 3.5-1.2 5.5-1V3C11.5 2.8 9.5 3 8 4zM8 4v9.5"/></>,
  scale: <><path d="M8 2v11.5M5 13.5h6M3 4.5h10M3 4.5 1 9h4zM13 4.5 11 9h4z"/></>,
  now: <><circle cx="8" cy="8" r="6" strokeWidth="2"/><circle cx="8" cy="8" r="2.8" fill="currentColor" stroke="none"/></>,
  code: <><path d="M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h1.5V11M13.5 9.5v2h-2v2M13.5 13.5v.1M9.5 13.5v.1"/></>,
  done: <><circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none"/><path d="m5 8.3 2.1 2.1L11 6.3" stroke="#fff" strokeWidth="1.7"/></>,
  disc: <><circle cx="8" cy="8" r="6" fill="currentColor" stroke="none"/></>,
  blocked: <><path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor" stroke="none"/><path d="M5 8h6" stroke="#fff" strokeWidth="2"/></>,
  skipped: <><circle cx="8" cy="8" r="5.8" strokeDasharray="2.5 2"/><path d="M5.5 8h5M8.8 6l2 2-2 2"/></>,
  ring: <><circle cx="8" cy="8" r="5.8"/></>,
  close: <><path d="m4 4 8 8M12 4l-8 8"/></>,
  lock: <><rect x="3.5" y="7" width="9" height="6.5" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/></>,
  download: <><path d="M8 2.5V10M5 7.5l3 3 3-3M2.5 13.5h11"/></>,
  pen: <><path d="M2.5 13.5 3.5 10l7-7 2.5 2.5-7 7zM9 4.5 11.5 7"/></>,
  tick: <><path d="m3 8.5 3.2 3.2L13 5"/></>,
  camera: <><path d="M2 5h3l1-1.5h4L11 5h3v8H2z"/><circle cx="8" cy="8.8" r="2.5"/></>,
  upload: <><path d="M8 10.5V3M5 5.5l3-3 3 3M2.5 13.5h11"/></>,
  triangle: <><path d="M8 1.5 15 14H1z" fill="currentColor" stroke="none"/></>,
  plus: <><path d="M8 3v10M3 8h10"/></>,
  square: <><rect x="2" y="2" width="12" height="12" fill="currentColor" stroke="none"/></>,
  shield: <><path d="M8 1.8 13.5 4v4c0 3.3-2.3 5.5-5.5 6.5C4.8 13.5 2.5 11.3 2.5 8V4z"/><path d="m5.5 8 1.8 1.8L10.7 6.3"/></>,
  file: <><path d="M4 2h5.5L12.5 5v9H4zM9.5 2v3h3M6 8h4.5M6 10.5h4.5"/></>,
  right: <><path d="m6 3.5 4.5 4.5L6 12.5"/></>,
  left: <><path d="M10 3.5 5.5 8l4.5 4.5"/></>,
  image: <><rect x="2" y="3" width="12" height="10" rx="1"/><circle cx="5.5" cy="6.5" r="1.2"/><path d="m3 12 3.5-3.5L9 11l2-2 2.5 2.5"/></>,
  person: <><circle cx="8" cy="5.5" r="2.8"/><path d="M2.5 14c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5"/></>,
  people: <><circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 13.5c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.9c1.4.6 2.3 1.8 2.5 3.6"/></>,
  pulse: <><path d="M1.5 8h3l2-5 3 10 2-5h3"/></>,
  key: <><circle cx="5.5" cy="10.5" r="3"/><path d="m7.8 8.2 5.7-5.7M11 5l2 2"/></>,
  undo: <><path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3"/></>,
  hourglass: <><path d="M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14"/></>,
  contradiction: <><path d="M2 5h8M8 3l2 2-2 2M14 11H6M8 9l-2 2 2 2"/></>,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = '', label }: { name: IconName; size?: '' | 'i-l' | 'i-xl'; label?: string }) {
  return <svg className={`i ${size}`} viewBox="0 0 16 16" role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true}>{SHAPES[name]}</svg>;
}

/** The mark of the product. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="6" fill="#1d4f91" />
      <path d="M16.5 4.5c.7 3 .5 5.5-.7 7.7 3.6.3 6.3 2.1 7.7 5l2.5.8c.2 2.5-1.2 4.2-3.6 4.6-1 3-3.3 4.7-6.4 4.9H8.5c2-1.5 3-3.3 3-5.5-1.8-1.2-2.7-3-2.5-5.3.2-2.5 1.5-4.3 3.7-5.2 2-1.6 3.2-3.9 3.8-7z" fill="#fff" />
      <circle cx="18.3" cy="17" r="1.3" fill="#1d4f91" />
    </svg>
  );
}
