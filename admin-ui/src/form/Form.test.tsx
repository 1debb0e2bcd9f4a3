// Rendered without a browser: what is on the page, with the plain look.
import { renderToStaticMarkup } from 'react-dom/server';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { FormDefinition } from '@/api/types';
import { Form } from '@/form/Form';
import { SkinContext } from '@/form/skin';
import { plainSkin } from '@/form/skins/plain';

const definition: FormDefinition = {
  id: 'direct_service', title: '直接送达',
  schema: {
    type: 'object', additionalProperties: false, required: ['receiver', 'mode', 'shown'],
    properties: {
      receiver: { type: 'string', title: '签收人' }, shown: { type: 'boolean', const: true, title: '已出示执法证件' }, silent: { const: 'agree', title: '机关意见' },
      mode: { enum: ['sign', 'refuse'], title: '方式', 'x-labels': { sign: '签收', refuse: '拒收' } }, why: { type: 'string', title: '拒收理由', 'x-help': '写明原话' },
      area: { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?$', title: '面积', 'x-unit': '平方米' }, extra: { type: 'string', title: '附记' },
      checks: { type: 'object', title: '七项', properties: { law: { enum: ['pass', 'issue'], 'x-labels': { pass: '通过', issue: '有问题' } }, law_note: { type: 'string' } } },
    },
  },
  layout: { sections: [{ title: '签收', note: '签名只表示收到', fields: ['receiver', 'shown', 'silent', 'mode', { name: 'why', when: { field: 'mode', in: ['refuse'] } }, 'area', { name: 'checks', widget: 'table', rows: [{ title: '法律适用', field: 'law', note: 'law_note' }] }] }] },
};

const render = (value: Record<string, unknown>, sources: Record<string, string> = {}, errors: { at: string; keyword: string; text: string }[] = []) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}><SkinContext.Provider value={plainSkin}><Form definition={definition} value={value} onChange={() => undefined} sources={sources} errors={errors} /></SkinContext.Provider></QueryClientProvider>,
  );

test('a field is there only while its condition holds', () => {
  expect(render({ mode: 'sign' })).not.toContain('拒收理由');
  expect(render({ mode: 'refuse' })).toContain('拒收理由');
  expect(render({ mode: 'refuse' })).toContain('写明原话');
});

test('a constant without type is never shown, a required tick is', () => {
  expect(render({})).not.toContain('机关意见');
  expect(render({})).toMatch(/type="checkbox"[^>]*\/?>已出示执法证件/);
});

test('a field that the layout forgot stands at the end', () => {
  expect(render({}).indexOf('附记')).toBeGreaterThan(render({}).indexOf('面积'));
});

test('a known value is text with its source and a pencil, not a field', () => {
  const html = render({ receiver: '厂长癸' }, { receiver: '来自 现场检查笔录' });
  expect(html).toContain('来自 现场检查笔录');
  expect(html).not.toContain('id="f-receiver"');
  expect(html).toContain('更换');
});

test('an error stands at its field, tied to it, and in the summary', () => {
  const html = render({}, {}, [{ at: '/receiver', keyword: 'required', text: '签收人没有填' }]);
  expect(html).toContain('1 处需要改');
  expect(html).toMatch(/id="f-receiver"[^>]*aria-invalid="true"[^>]*aria-describedby="f-receiver-e"/);
});

test('numbers are typed as text and carry their unit', () => {
  expect(render({})).not.toContain('type="number"');
  expect(render({})).toMatch(/inputmode="decimal"/i);
  expect(render({})).toContain('平方米');
});

test('a checklist asks for a sentence where an item is not good', () => {
  expect(render({ checks: { law: 'pass' } })).not.toContain('写明问题');
  expect(render({ checks: { law: 'issue' } })).toContain('写明问题');
});
