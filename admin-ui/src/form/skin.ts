// What a look must bring: one control per kind of value. The walker writes labels, help and errors itself.
import { createContext, useContext, type ComponentType } from 'react';

export interface Option { value: unknown; title: string }
export interface ControlProps<T> {
  id: string; value: T | undefined; onChange: (value: T | undefined) => void;
  invalid: boolean; describedBy?: string; label: string; disabled?: boolean;
}
export interface Skin {
  Text: ComponentType<ControlProps<string> & { inputMode?: 'text' | 'decimal' | 'tel' }>;
  LongText: ComponentType<ControlProps<string> & { rows?: number }>;
  /** `YYYY-MM-DD` */
  Day: ComponentType<ControlProps<string>>;
  /** RFC 3339 with the agency's offset, to the minute. */
  Instant: ComponentType<ControlProps<string>>;
  One: ComponentType<ControlProps<unknown> & { options: Option[] }>;
  Many: ComponentType<ControlProps<unknown[]> & { options: Option[] }>;
}

export const SkinContext = createContext<Skin | null>(null);

export function useSkin(): Skin {
  const skin = useContext(SkinContext);
  if (!skin) throw new Error('expected the entry to provide a form skin');
  return skin;
}

/** Above this many options a list opens instead of buttons standing side by side. */
export const OPTIONS_SIDE_BY_SIDE_MAX = 6;
export const OFFSET = '+08:00';
