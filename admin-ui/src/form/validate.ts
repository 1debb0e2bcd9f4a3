// Checks answers in the browser with the same words as the server, and says in Chinese what to change.
import { Validator, type OutputUnit, type Schema as CfSchema } from '@cfworker/json-schema';
import type { Schema } from '@/api/types';
import { at, isFilled, resolve, shapeOf, steps, type Entry, type Json } from '@/form/engine';
import { say } from '@/form/messages.zh';

/** One field to change: `at` is a JSON pointer into the answers, `text` the sentence for the reader. */
export interface FieldError { at: string; keyword: string; text: string }

/** Words that only say that a part failed; the part itself is reported, too. */
const GROUPS = new Set(['allOf', 'anyOf', 'if', 'then', 'else', 'properties', 'items', 'prefixItems', 'patternProperties', '$ref', 'dependentSchemas', 'contains']);
const LEFTOVERS = new Set(['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'false']);

/** All fields to change, in the order of the schema, one message each. `value` should be pruned. */
export function validate(schema: Schema, value: Json): FieldError[] {
  const units = new Validator(schema as CfSchema, '2020-12', false).validate(value).errors.filter((unit) => !GROUPS.has(unit.keyword));
  const real = units.filter((unit) => !LEFTOVERS.has(unit.keyword));
  const refused = units.filter((unit) => unit.keyword === 'false');
  const found = new Map<string, FieldError>();
  for (const unit of real.length > 0 ? real : refused.length > 0 ? refused : units) {
    for (const error of fieldErrors(schema, value, unit)) if (!found.has(error.at)) found.set(error.at, error);
  }
  const order = Object.keys(shapeOf(schema, schema, value).properties);
  const rank = (error: FieldError) => { const place = order.indexOf(steps(`#${error.at}`)[0]); return place === -1 ? order.length : place; };
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

function fieldErrors(schema: Schema, value: Json, unit: OutputUnit): FieldError[] {
  const place = unit.instanceLocation.replace(/^#/, '');
  const parent = follow(schema, unit.keywordLocation.split('/').slice(0, -1).join('/'));
  const wanted = parent?.[unit.keyword];
  if (unit.keyword === 'required' || unit.keyword === 'dependentRequired') {
    const holder = place === '' ? value : at(value, place);
    return missingNames(wanted, holder).map((name) => ({ at: `${place}/${name}`, keyword: 'required', text: say('required', titleAt(schema, `${place}/${name}`), undefined) }));
  }
  return [{ at: place, keyword: unit.keyword, text: say(unit.keyword, titleAt(schema, place), unit.keyword === 'format' ? parent?.format : wanted) }];
}

function missingNames(wanted: Json, holder: Json): string[] {
  const entry = (holder ?? {}) as Entry;
  if (Array.isArray(wanted)) return wanted.map(String).filter((name) => !(name in entry));
  const pairs = Object.entries((wanted ?? {}) as Record<string, string[]>);
  return pairs.filter(([name]) => isFilled(entry[name])).flatMap(([, needed]) => needed.filter((name) => !(name in entry)));
}

/** The schema at a keyword location; `$ref` in the path means: go on at its target. */
function follow(root: Schema, location: string): Schema | undefined {
  let here: Json = root;
  for (const step of steps(location)) {
    if (here === null || typeof here !== 'object') return undefined;
    if (step === '$ref') here = resolve(root, here as Schema);
    else here = (here as Entry)[step] ?? (resolve(root, here as Schema) as Entry)[step];
  }
  return (here as Schema) ?? undefined;
}

/** The title of the field at a pointer into the answers, searched through all branches. */
export function titleAt(root: Schema, pointer: string): string {
  let candidates: Schema[] = [root];
  let last = '';
  for (const step of steps(`#${pointer}`)) {
    last = step;
    candidates = candidates.flatMap((schema) => branches(root, schema, 8)).flatMap((schema) => {
      const property = (schema.properties as Entry | undefined)?.[step];
      if (property && typeof property === 'object') return [resolve(root, property as Schema)];
      return /^\d+$/.test(step) && schema.items && typeof schema.items === 'object' ? [resolve(root, schema.items as Schema)] : [];
    });
  }
  const titled = candidates.find((schema) => typeof schema.title === 'string');
  return (titled?.title as string | undefined) ?? (/^\d+$/.test(last) ? '' : last);
}

function branches(root: Schema, given: Schema, depth: number): Schema[] {
  const schema = resolve(root, given);
  if (depth === 0) return [schema];
  const parts = [schema.then, schema.else, ...(Array.isArray(schema.allOf) ? schema.allOf : []), ...Object.values((schema.dependentSchemas as Entry | undefined) ?? {})];
  return [schema, ...parts.filter((part): part is Schema => typeof part === 'object' && part !== null).flatMap((part) => branches(root, part, depth - 1))];
}
