import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Limit, StepState } from '@/api/types';
import { LimitMark } from '@/ui/LimitMark';
import { ui } from '@/ui/messages.zh';
import { Status } from '@/ui/Status';

test.each(Object.keys(ui.state) as StepState[])('%s has a shape and a word', (state) => {
  const html = renderToStaticMarkup(<Status state={state} />);
  expect(html).toContain('<svg');
  expect(html).toContain(ui.state[state]);
});

test('levels of a limit differ in shape, not only in colour', () => {
  const shape = (level: Limit['level']) => /<svg.*<\/svg>/.exec(renderToStaticMarkup(<LimitMark limit={{ id: 'T14', name: '', state: 'running', unit: 'day', level, text: '剩 3 日', basis: [], how: [], provisional: false }} />))?.[0];
  expect(new Set(['green', 'yellow', 'red', 'none'].map((level) => shape(level as Limit['level']))).size).toBe(4);
});
