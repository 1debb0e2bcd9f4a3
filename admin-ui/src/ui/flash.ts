// One sentence about what just happened, read out and shown by the frame of the page.
import { useSyncExternalStore } from 'react';

const SHOWN_MS = 12_000;
let current = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function flash(text: string): void {
  current = text;
  clearTimeout(timer);
  if (text !== '') timer = setTimeout(() => flash(''), SHOWN_MS);
  listeners.forEach((listener) => listener());
}

export function useFlash(): string {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => current);
}
