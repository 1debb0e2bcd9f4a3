// Which control a schema asks for, unless the layout names one.
import type { FieldLayout, Schema } from '@/api/types';
import type { Option } from '@/form/skin';
import { form } from '@/form/messages.zh';

export type Kind =
  | 'text' | 'text-long' | 'date' | 'date-time' | 'choice' | 'checks' | 'decimal' | 'evidence-picker' | 'person-picker' | 'cause-picker'
  | 'enterprise-picker' | 'signature' | 'table' | 'factor-table' | 'checklist' | 'tick' | 'group';

const LONG_TEXT_FROM = 200;
const KNOWN = new Set<string>(['text', 'text-long', 'date', 'date-time', 'choice', 'checks', 'decimal', 'evidence-picker', 'person-picker', 'cause-picker', 'enterprise-picker', 'signature', 'table', 'factor-table', 'group']);
const BY_FORMAT: Record<string, Kind> = {
  date: 'date', 'date-time': 'date-time', 'evidence-id': 'evidence-picker', 'person-id': 'person-picker', 'cause-id': 'cause-picker', 'enterprise-id': 'enterprise-picker', 'signature-id': 'signature',
};

export function kindOf(schema: Schema, layout?: FieldLayout): Kind {
  if (schema.type === 'boolean' && schema.const === true) return 'tick';
  if (layout?.widget === 'table' && schema.type === 'object') return 'checklist';
  if (layout?.widget === 'factor-table' && layout.of === 'circumstances') return 'table';
  if (layout?.widget && KNOWN.has(layout.widget)) return layout.widget as Kind;
  const items = (schema.items ?? {}) as Schema;
  if (schema.type === 'array') {
    if (BY_FORMAT[String(items.format)]) return BY_FORMAT[String(items.format)];
    if (items.type === 'object' || items.properties) return 'table';
    return optionsOf(items).length > 0 ? 'checks' : 'table';
  }
  if (schema.type === 'object' || schema.properties) return 'group';
  if (schema.type === 'boolean' || optionsOf(schema).length > 0) return 'choice';
  if (BY_FORMAT[String(schema.format)]) return BY_FORMAT[String(schema.format)];
  if (schema.type === 'integer' || schema.type === 'number' || isDecimalText(schema)) return 'decimal';
  return Number(schema.maxLength ?? 0) > LONG_TEXT_FROM ? 'text-long' : 'text';
}

/** A pattern that takes whole and decimal numbers, and no letters: a decimal typed as text. */
function isDecimalText(schema: Schema): boolean {
  if (typeof schema.pattern !== 'string') return false;
  try {
    const pattern = new RegExp(schema.pattern, 'u');
    return pattern.test('7') && !pattern.test('x');
  } catch {
    return false;
  }
}

/** The values one may choose, with their Chinese names (`x-labels`, or the titles of `oneOf`). */
export function optionsOf(schema: Schema): Option[] {
  const labels = (schema['x-labels'] ?? {}) as Record<string, string>;
  const name = (value: unknown) => labels[String(value)] ?? String(value);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => ({ value, title: name(value) }));
  const branches = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(branches) && branches.length > 0 && branches.every((branch) => branch && typeof branch === 'object' && 'const' in branch))
    return branches.map((branch: { const: unknown; title?: string }) => ({ value: branch.const, title: branch.title ?? name(branch.const) }));
  if (schema.type === 'boolean') return [{ value: true, title: labels.true ?? form.yes }, { value: false, title: labels.false ?? form.no }];
  return [];
}
