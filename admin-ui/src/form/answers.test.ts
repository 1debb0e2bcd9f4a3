import { describe, expect, test } from 'vitest';
import type { FormDefinition } from '@/api/types';
import { answersToSend, initialAnswers, whenHolds } from '@/form/answers';
import { kindOf, optionsOf } from '@/form/kind';

const record: FormDefinition = {
  id: 'r', title: '笔录',
  schema: {
    type: 'object', additionalProperties: false, required: ['signed', 'decision'],
    properties: {
      decision: { const: 'agree' }, shown: { type: 'boolean', const: true }, signed: { enum: ['signed', 'refused'], default: 'signed' }, refusal_note: { type: 'string' },
      at: { type: 'string', format: 'date-time', 'x-prefill': ['record.started_at', 'clock.now'] }, day: { type: 'string', format: 'date', 'x-prefill': 'clock.today' }, by: { type: 'string', format: 'person-id', 'x-prefill': 'actor' },
      checks: { type: 'object', properties: { law: { enum: ['pass', 'issue'], default: 'pass' } } },
    },
  },
  layout: { sections: [{ fields: ['signed', { name: 'refusal_note', when: { field: 'signed', in: ['refused'] } }] }] },
};

describe('prefill', () => {
  const around = { now: '2026-08-14T09:52:31+08:00', actor: 'u-lead' };
  test('constants, clock, person and defaults fill what is empty', () => {
    expect(initialAnswers(record.schema, {}, around)).toEqual({ decision: 'agree', signed: 'signed', at: '2026-08-14T09:52:00+08:00', day: '2026-08-14', by: 'u-lead', checks: { law: 'pass' } });
  });
  test('what the case knows is kept; a tick is never set for the person', () => {
    const filled = initialAnswers(record.schema, { at: '2026-08-13T08:00:00+08:00', signed: 'refused' }, around);
    expect(filled.at).toBe('2026-08-13T08:00:00+08:00');
    expect(filled.signed).toBe('refused');
    expect('shown' in filled).toBe(false);
  });
});

describe('send', () => {
  test('a field whose condition does not hold is not sent', () => {
    expect(answersToSend(record, { signed: 'signed', refusal_note: '不在场' })).toEqual({ decision: 'agree', signed: 'signed' });
    expect(answersToSend(record, { signed: 'refused', refusal_note: '不在场' })).toEqual({ decision: 'agree', signed: 'refused', refusal_note: '不在场' });
  });
  test('conditions read dotted paths', () => {
    expect(whenHolds({ field: 'checks.law', in: ['issue'] }, { checks: { law: 'issue' } })).toBe(true);
    expect(whenHolds({ field: 'checks.law', in: ['issue'] }, {})).toBe(false);
    expect(whenHolds(undefined, {})).toBe(true);
  });
});

describe('controls', () => {
  test.each([
    [{ type: 'string', pattern: '^(0|[1-9][0-9]*)(\\.[0-9]{1,2})?$' }, 'decimal'], [{ type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-Z]{10}$' }, 'text'],
    [{ type: 'string', maxLength: 4000 }, 'text-long'], [{ type: 'boolean' }, 'choice'], [{ type: 'boolean', const: true }, 'tick'], [{ type: 'array', items: { enum: ['a'] } }, 'checks'],
    [{ type: 'array', items: { type: 'string', format: 'evidence-id' } }, 'evidence-picker'], [{ type: 'array', items: { type: 'object' } }, 'table'], [{ type: 'object', properties: {} }, 'group'], [{ type: 'string', format: 'date' }, 'date'],
  ])('%j is %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });
  test('words of a boolean come from its labels', () => {
    expect(optionsOf({ type: 'boolean', 'x-labels': { true: '满足', false: '不满足' } }).map((one) => one.title)).toEqual(['满足', '不满足']);
  });
});
