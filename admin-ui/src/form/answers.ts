// Answers of a form before and after a person touches them: what is prefilled, what is sent.
import type { Answers, FieldLayout, FormDefinition, Schema } from '@/api/types';
import { isFilled, prune, shapeOf, type Entry, type Json } from '@/form/engine';

/** A condition of the layout: shown only while the answer at `field` is one of `in`. */
export interface When { field: string; in: unknown[] }
/** What only the client knows: the agency's clock and the signed-in person. */
export interface Surroundings { now?: string; actor?: string }

/** `const` without a type: never shown, always sent. */
export const isSilent = (schema: Schema) => schema.const !== undefined && schema.type === undefined;

export function whenHolds(when: unknown, value: Json): boolean {
  if (!when || typeof when !== 'object') return true;
  const { field, in: accepted } = when as When;
  const found = field.split('.').reduce<Json>((here, step) => (here !== null && typeof here === 'object' ? (here as Entry)[step] : undefined), value);
  return accepted.includes(found);
}

/** `const`, the given value, the special prefills, `default`: in this order, for what is still empty. */
export function initialAnswers(schema: Schema, given: Answers, around: Surroundings): Answers {
  return fill(schema, schema, given, around) as Answers;
}

function fill(root: Schema, schema: Schema, given: Json, around: Surroundings): Json {
  const value: Entry = { ...(given as Entry | undefined) };
  for (const [name, property] of Object.entries(shapeOf(root, schema, value).properties)) {
    if (isSilent(property)) value[name] = property.const;
    else if (property.type === 'object' && property.properties) {
      const inner = fill(root, property, value[name], around) as Entry;
      if (Object.keys(inner).length > 0) value[name] = inner;
    } else if (!isFilled(value[name])) {
      const start = special(property['x-prefill'], around) ?? property.default;
      if (start !== undefined) value[name] = start;
    }
  }
  return value;
}

function special(prefill: unknown, { now, actor }: Surroundings): Json {
  for (const path of Array.isArray(prefill) ? prefill : [prefill]) {
    if (path === 'clock.now' && now) return `${now.slice(0, 16)}:00+08:00`;
    if (path === 'clock.today' && now) return now.slice(0, 10);
    if (path === 'actor' && actor) return actor;
  }
  return undefined;
}

/** All fields of a layout with their conditions. */
export function layoutFields(definition: FormDefinition): FieldLayout[] {
  return (definition.layout?.sections ?? []).flatMap((section) => section.fields).filter((field): field is FieldLayout => typeof field === 'object');
}

/** What is sent: no hidden fields, no empty ones, silent constants always. */
export function answersToSend({ schema, ...rest }: FormDefinition, value: Answers): Answers {
  const hidden = layoutFields({ schema, ...rest }).filter((field) => !whenHolds(field.when, value)).map((field) => field.name);
  const shown = Object.fromEntries(Object.entries(value).filter(([name]) => !hidden.includes(name)));
  for (const [name, property] of Object.entries(shapeOf(schema, schema, shown).properties)) if (isSilent(property)) shown[name] = property.const;
  return prune(schema, schema, shown) as Answers;
}
