import { expect, test } from 'vitest';
import { codeGroups, dayTime, dayWithWeekday, grouped, lawText, numeral, shortDay } from '@/ui/format';

test.each([['1', '一'], ['10', '十'], ['15', '十五'], ['20', '二十'], ['44', '四十四'], ['101', '一百零一'], ['110', '一百一十'], ['117', '一百一十七'], ['1130', '一千一百三十'], ['1005', '一千零五']])('%s is %s', (digits, word) => {
  expect(numeral(digits)).toBe(word);
});

test('a place in a law is written as printed', () => {
  expect(lawText({ law: '行政处罚法', article: '58', paragraph: '1' })).toBe('行政处罚法第五十八条第一款');
  expect(lawText({ law: '大气污染防治法', article: '117', item: '2' })).toBe('大气污染防治法第一百一十七条第二项');
  expect(lawText({ law: '行政处罚法', article: '5', text: '本机关规定' })).toBe('本机关规定');
});

test.each([['10000', '10,000'], ['10000.00', '10,000'], ['1234567.5', '1,234,567.50'], ['0', '0'], ['99999999999999999999', '99,999,999,999,999,999,999']])('%s yuan', (amount, text) => {
  expect(grouped(amount)).toBe(text);
});

test('days follow the clock of the agency, not of the computer', () => {
  expect(dayTime('2026-08-13T17:30:00Z')).toBe('2026-08-14 01:30');
  expect(dayWithWeekday('2026-09-04')).toBe('09-04（周五）');
  expect(shortDay('2025-11-03', '2026')).toBe('2025-11-03');
  expect(shortDay('2026-11-03', '2026')).toBe('11-03');
});

test('the code stands in groups 2-9-6-4-5-1', () => {
  expect(codeGroups('039999010012608170001070012')).toBe('03 999901001 260817 0001 07001 2');
});
