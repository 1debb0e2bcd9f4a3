import { renderToStaticMarkup } from 'react-dom/server';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { Router } from 'wouter';
import type { SheetCompared, SheetView } from '@/api/types';
import { SheetTab } from '@/features/discretion/SheetTab';

const view: SheetView = {
  current: {
    sheet: 2, entry: 'AIR2018-117-1-2', act_date: '2026-08-14', decision_date: '2026-08-25', table_digest: 'sha256:1', script_digest: 'sha256:2', range: { min: '10000', max: '100000' }, table: 'm1-default', steps: ['10,000＋100,000×35%＝45,000'], unrounded: '45000', clamped: 'none', fine: '45000', flags: { hearing: false, crime: true },
    factors: [{ factor: 'amount', factor_title: '堆存面积', option: 'b', points: '15', evidence: ['E3'], options: [{ id: 'a', title: '不足100平方米', points: '0' }, { id: 'b', title: '500以上', points: '15' }] }, { factor: 'impact', factor_title: '社会影响', option: 'none', not_counted: 'no-evidence', evidence: [] }],
  },
  versions: [{ sheet: 2, fine: '45000', at: '2026-08-25', cause: '补入证9' }],
};

function render(shown: SheetView): string {
  const client = new QueryClient();
  client.setQueryData(['/api/cases/c1/sheet'], shown);
  return renderToStaticMarkup(<QueryClientProvider client={client}><Router ssrPath="/"><SheetTab caseId="c1" /></Router></QueryClientProvider>);
}

test('there is nothing on the page with which a number could be changed', () => {
  expect(render(view)).toContain('45,000 元');
  expect(render(view)).not.toMatch(/<(input|textarea|select|button)|contenteditable/i);
});

test('the other classes are shown, and a factor without evidence says that it does not count', () => {
  expect(render(view)).toContain('其他档：不足100平方米 0');
  expect(render(view)).toContain('未计入：没有证据');
});

test('where the amount cannot be computed the reason stands there and no old value', () => {
  const html = render({ versions: [], cannot: { gate: 'G15', text: '没有填违法行为发生日期。', basis: [{ law: '行政处罚法', article: '37', text: '' }], statutory: true } });
  expect(html).toContain('法定关卡 G15');
  expect(html).toContain('行政处罚法第三十七条');
  expect(html).not.toContain('元');
});

test('of two laws each stands with its own amount, whichever is applied', () => {
  const of = (fine: string, compared: SheetCompared) => render({ ...view, current: { ...view.current!, fine, compared } }).replace(/<[^>]+>/g, '|').replace(/\|+/g, '|');
  const base = { entry: 'other', basis: '行政处罚法第三十七条' };
  const old = of('10000', { ...base, fine: '20000', result: 'heavier', applied: 'old' });
  expect(old).toContain('行为时的法|10,000 元|现行法|20,000 元|新法较重，适用行为时的法');
  const lighter = of('5000', { ...base, fine: '10000', result: 'heavier', applied: 'new' });
  expect(lighter).toContain('行为时的法|10,000 元|现行法|5,000 元|新法较轻，适用新法');
});
