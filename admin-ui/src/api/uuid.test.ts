import { expect, test } from 'vitest';
import { uuidv7 } from '@/api/uuid';

test('the time stands in front, version and variant in their places', () => {
  expect(uuidv7(0x017f22e279b0, new Uint8Array(10).fill(0xff))).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
});

test('two ids differ', () => {
  expect(uuidv7()).not.toBe(uuidv7());
});
