// What every field of one form can see.
import { createContext, useContext } from 'react';
import type { Answers, Schema } from '@/api/types';
import type { Json } from '@/form/engine';
import type { FieldError } from '@/form/validate';

export interface FormScope {
  root: Schema; value: Answers; set: (path: (string | number)[], value: Json) => void; errors: FieldError[];
  /** Sets several fields of the form at once. */
  setMany: (entries: Answers) => void;
  /** Where a prefilled value comes from, by field name. */
  sources: Record<string, string>;
  /** The case whose evidence and people may be chosen; absent before there is one. */
  caseId?: string;
  /** The day whose law counts, for the list of causes. */
  conductDate?: string;
  /** The agency's clock, for the button that fills in the present. */
  now?: string;
  readOnly?: boolean;
}

export const ScopeContext = createContext<FormScope | null>(null);

export function useScope(): FormScope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('expected a field to stand inside a form');
  return scope;
}

export const pointer = (path: (string | number)[]) => path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
export const fieldId = (path: (string | number)[]) => `f-${path.join('-')}`;
