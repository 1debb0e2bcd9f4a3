import { describe, expect, test } from 'vitest';
import type { Schema } from '@/api/types';
import { prune, put, resolve, shapeOf } from '@/form/engine';
import { titleAt, validate } from '@/form/validate';

const statement: Schema = {
  type: 'object', additionalProperties: false, required: ['mode', 'content', 'new_evidence'],
  properties: {
    mode: { enum: ['oral', 'written'], title: '方式' },
    content: { type: 'string', minLength: 1, maxLength: 5, title: '意见内容' },
    new_evidence: { type: 'boolean', title: '是否提交新证据' },
    evidence: { type: 'array', items: { type: 'string', format: 'evidence-id' }, title: '新证据' },
  },
  if: { properties: { new_evidence: { const: true } }, required: ['new_evidence'] },
  then: { required: ['evidence'], properties: { evidence: { minItems: 1 } } },
  else: { properties: { evidence: false } },
};

const service: Schema = {
  type: 'object', unevaluatedProperties: false, required: ['mode'],
  $defs: { person: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1, title: '姓名' }, phone: { type: 'string', pattern: '^[0-9-]+$', title: '电话' } } } },
  properties: { mode: { oneOf: [{ const: 'direct', title: '直接' }, { const: 'left', title: '留置' }], title: '方式' }, receiver: { $ref: '#/$defs/person', title: '受送达人' } },
  allOf: [
    { if: { properties: { mode: { const: 'left' } }, required: ['mode'] }, then: { properties: { witness: { $ref: '#/$defs/person', title: '见证人' } }, required: ['witness'] } },
    { dependentRequired: { receiver: ['receipt_date'] }, properties: { receipt_date: { type: 'string', format: 'date', title: '签收日期' } } },
  ],
};

describe('shape', () => {
  test('a condition adds a field and makes it required', () => {
    expect(shapeOf(statement, statement, { new_evidence: true }).required.has('evidence')).toBe(true);
    expect(shapeOf(statement, statement, { new_evidence: true }).properties.evidence.minItems).toBe(1);
  });
  test('a condition takes a field away', () => {
    expect(Object.keys(shapeOf(statement, statement, { new_evidence: false }).properties)).not.toContain('evidence');
  });
  test('allOf and references are merged', () => {
    const shape = shapeOf(service, service, { mode: 'left' });
    expect(Object.keys(shape.properties)).toEqual(['mode', 'receiver', 'witness', 'receipt_date']);
    expect(shape.properties.witness.title).toBe('见证人');
    expect(shape.required).toEqual(new Set(['mode', 'witness']));
  });
  test('an answered field asks for another', () => {
    expect(shapeOf(service, service, { mode: 'direct', receiver: { name: '癸' } }).required.has('receipt_date')).toBe(true);
  });
  test('a reference to itself ends', () => {
    const loop: Schema = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } };
    expect(resolve(loop, loop)).toBeDefined();
  });
});

describe('prune', () => {
  test('hidden and empty answers are not sent', () => {
    expect(prune(statement, statement, { mode: 'oral', content: '', new_evidence: false, evidence: ['e1'] })).toEqual({ mode: 'oral', new_evidence: false });
  });
  test('nested entries are pruned, too', () => {
    expect(prune(service, service, { mode: 'direct', witness: { name: 'x' }, receiver: { name: '癸', phone: '' } })).toEqual({ mode: 'direct', receiver: { name: '癸' } });
  });
  test('an empty list stays: it is an answer', () => {
    expect(prune(statement, statement, { new_evidence: true, evidence: [] })).toEqual({ new_evidence: true, evidence: [] });
  });
});

describe('validate', () => {
  const places = (schema: Schema, value: unknown) => validate(schema, value).map((error) => [error.at, error.keyword, error.text]);
  test('what is missing is reported at the field', () => {
    expect(places(statement, { mode: 'oral', new_evidence: true })).toEqual([['/content', 'required', '意见内容没有填'], ['/evidence', 'required', '新证据没有填']]);
  });
  test('lengths count characters, not code units', () => {
    expect(places(statement, { mode: 'oral', content: '𠮷𠮷𠮷𠮷𠮷', new_evidence: false })).toEqual([]);
    expect(places(statement, { mode: 'oral', content: '𠮷𠮷𠮷𠮷𠮷𠮷', new_evidence: false })).toEqual([['/content', 'maxLength', '意见内容最多 5 个字']]);
  });
  test('a wrong choice is told once', () => {
    expect(places(service, { mode: 'x' })).toEqual([['/mode', 'oneOf', '方式要从给出的项中选择']]);
  });
  test('a field behind a reference keeps its own title', () => {
    expect(places(service, { mode: 'left', witness: { name: '', phone: 'a' } })).toEqual([['/witness/name', 'minLength', '姓名不能为空'], ['/witness/phone', 'pattern', '电话的写法不对']]);
  });
  test('dependentRequired is reported at the field that is missing', () => {
    expect(places(service, { mode: 'direct', receiver: { name: '癸' } })).toEqual([['/receipt_date', 'required', '签收日期没有填']]);
  });
  test('leftovers are told only when nothing else is wrong', () => {
    expect(places(statement, { mode: 'oral', content: '好', new_evidence: false, other: 1 }).map((e) => e[0])).toEqual(['/other']);
    expect(places(statement, { mode: 'oral', new_evidence: false, other: 1 }).map((e) => e[0])).toEqual(['/content']);
  });
  test('the title of an item in a list', () => {
    const list: Schema = { type: 'object', properties: { rows: { type: 'array', title: '事项', items: { type: 'object', properties: { result: { title: '结论' } } } } } };
    expect(titleAt(list, '/rows/0/result')).toBe('结论');
  });
});

test('put writes deep without touching the original', () => {
  const before = { rows: [{ a: 1 }] };
  expect(put(before, ['rows', 0, 'a'], 2)).toEqual({ rows: [{ a: 2 }] });
  expect(before).toEqual({ rows: [{ a: 1 }] });
  expect(put(undefined, ['rows', 1, 'a'], 2)).toEqual({ rows: [undefined, { a: 2 }] });
});
