// What a schema asks for at a given value: references followed, conditions decided, branches merged.
//
// Deliberately absent: rendering, texts, eval. Only the words of JSON Schema 2020-12 that a form can show are merged;
// everything else is left to the validator.
import { Validator, type Schema as CfSchema } from '@cfworker/json-schema';
import type { Schema } from '@/api/types';

export type Json = unknown;
export type Entry = Record<string, Json>;

/** A merged object schema: which properties exist now, and which of them must be filled. */
export interface Shape { properties: Record<string, Schema>; required: Set<string>; closed: boolean }

const isObject = (value: Json): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);
const asSchema = (value: Json): Schema | undefined => (isObject(value) ? value : undefined);
const asList = (value: Json): Schema[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The value at a JSON pointer (`#/$defs/x` or `/a/0`), or undefined. */
export function at(root: Json, pointer: string): Json {
  return steps(pointer).reduce<Json>((here, step) => (here !== null && typeof here === 'object' ? (here as Entry)[step] : undefined), root);
}

export function steps(pointer: string): string[] {
  return pointer.replace(/^#/, '').split('/').slice(1).map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Follows `$ref` inside the document; words beside the reference win. At most 16 steps, so that a loop ends. */
export function resolve(root: Schema, schema: Schema, depth = 16): Schema {
  const ref = schema.$ref;
  if (typeof ref !== 'string' || depth === 0) return schema;
  const target = asSchema(ref === '#' ? root : at(root, ref));
  if (!target) return schema;
  const beside = { ...schema };
  delete beside.$ref;
  return { ...resolve(root, target, depth - 1), ...beside };
}

/** True where `value` satisfies `condition`. References inside the condition see the whole document. */
export function holds(root: Schema, condition: Json, value: Json): boolean {
  if (condition === true) return true;
  if (!isObject(condition)) return false;
  const whole = { ...(root.$defs ? { $defs: root.$defs } : {}), ...condition };
  return new Validator(whole as CfSchema, '2020-12', true).validate(value ?? {}).valid;
}

/** The object schema as it is for `value`: `allOf`, `if`/`then`/`else` and `dependent*` merged in. */
export function shapeOf(root: Schema, schema: Schema, value: Json): Shape {
  const shape: Shape = { properties: {}, required: new Set(), closed: false };
  merge(root, schema, isObject(value) ? value : {}, shape, 16);
  for (const [name, property] of Object.entries(shape.properties)) if (property.not !== undefined && isEmpty(property.not)) delete shape.properties[name];
  return shape;
}

const isEmpty = (value: Json) => isObject(value) && Object.keys(value).length === 0;
const NEVER: Schema = { not: {} };

function merge(root: Schema, given: Schema, value: Entry, shape: Shape, depth: number): void {
  if (depth === 0) return;
  const schema = resolve(root, given);
  for (const [name, property] of Object.entries(asSchema(schema.properties) ?? {})) {
    const next = property === false ? NEVER : (asSchema(property) ?? {});
    shape.properties[name] = { ...shape.properties[name], ...resolve(root, next) };
  }
  if (Array.isArray(schema.required)) for (const name of schema.required) shape.required.add(String(name));
  if (schema.additionalProperties === false || schema.unevaluatedProperties === false) shape.closed = true;
  const into = (branch: Json) => { if (isObject(branch)) merge(root, branch, value, shape, depth - 1); };
  for (const part of asList(schema.allOf)) into(part);
  if (schema.if !== undefined) into(holds(root, schema.if, value) ? schema.then : schema.else);
  for (const [name, needed] of Object.entries(asSchema(schema.dependentRequired) ?? {}))
    if (isFilled(value[name]) && Array.isArray(needed)) for (const other of needed) shape.required.add(String(other));
  for (const [name, branch] of Object.entries(asSchema(schema.dependentSchemas) ?? {})) if (isFilled(value[name])) into(branch);
}

export function isFilled(value: Json): boolean {
  return !(value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0));
}

/**
 * The value without what must not be sent: fields that a condition has hidden, and empty ones (an empty text means
 * "not answered"). Without this `additionalProperties` and `unevaluatedProperties` would refuse.
 */
export function prune(root: Schema, given: Schema, value: Json): Json {
  const schema = resolve(root, given);
  if (Array.isArray(value)) {
    const items = asSchema(schema.items);
    return items ? value.map((item) => prune(root, items, item)) : value;
  }
  if (!isObject(value)) return value;
  const shape = shapeOf(root, schema, value);
  if (Object.keys(shape.properties).length === 0 && !shape.closed) return value;
  const kept: Entry = {};
  for (const [name, entry] of Object.entries(value)) {
    const property = shape.properties[name];
    if (!property || entry === undefined || entry === '' || entry === null) continue;
    kept[name] = prune(root, property, entry);
  }
  return kept;
}

/** A copy of `value` with `entry` at `path`. */
export function put(value: Json, path: (string | number)[], entry: Json): Json {
  if (path.length === 0) return entry;
  const [first, ...rest] = path;
  if (typeof first === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[first] = put(list[first], rest, entry);
    return list;
  }
  const object = isObject(value) ? value : {};
  return { ...object, [first]: put(object[first], rest, entry) };
}
