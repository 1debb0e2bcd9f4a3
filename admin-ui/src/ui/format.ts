// How days, times, money and places in laws are written (ux.md section 6). Pure functions.
import type { Basis } from '@/api/types';
import { ui } from '@/ui/messages.zh';

const ZONE_OFFSET_MS = 8 * 3600 * 1000;
const DAY_MS = 86_400_000;

/** Splits an instant or a day into the parts of the agency's clock (+08:00). */
function parts(value: string): { date: string; time: string; weekday: number } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const ms = Date.parse(isDay ? `${value}T00:00:00+08:00` : value);
  if (Number.isNaN(ms)) return { date: value, time: '', weekday: 0 };
  const local = new Date(ms + ZONE_OFFSET_MS).toISOString();
  return { date: local.slice(0, 10), time: isDay ? '' : local.slice(11, 16), weekday: new Date(local.slice(0, 10)).getUTCDay() };
}

/** `09-04` within `year`, else `2025-11-03`. */
export function shortDay(value: string | undefined, year = String(new Date().getFullYear())): string {
  if (!value) return ui.none;
  const { date } = parts(value);
  return date.startsWith(year) ? date.slice(5) : date;
}

export function fullDay(value: string | undefined): string {
  return value ? parts(value).date : ui.none;
}

/** `09-04（周五）` */
export function dayWithWeekday(value: string | undefined): string {
  if (!value) return ui.none;
  const { date, weekday } = parts(value);
  return ui.day(date.slice(5), ui.weekday[weekday]);
}

/** `2026-09-04 14:20` */
export function dayTime(value: string | undefined): string {
  if (!value) return ui.none;
  const { date, time } = parts(value);
  return time ? `${date} ${time}` : date;
}

/** `09-04 14:20` */
export function shortDayTime(value: string | undefined): string {
  return value ? dayTime(value).slice(5) : ui.none;
}

export function timeOfDay(value: string | undefined): string {
  return value ? parts(value).time : '';
}

export function weekdayOf(value: string): string {
  return ui.weekday[parts(value).weekday];
}

/** Days from `a` to `b`, for drawing only. Legal counting is the server's. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(parts(b).date) - Date.parse(parts(a).date)) / DAY_MS);
}

/** Decimal text in yuan → `10,000 元`; two decimals only when not whole. Works on text, never on floating point. */
export function yuan(amount: string | undefined): string {
  if (amount === undefined || amount === '') return ui.none;
  return ui.yuan(grouped(amount));
}

export function grouped(amount: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.trim());
  if (!match) return amount;
  const [, sign, whole, fraction = ''] = match;
  const cents = fraction.padEnd(2, '0').slice(0, 2);
  const digits = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${digits}${Number(cents) === 0 ? '' : `.${cents}`}`;
}

/** 1 → 一, 117 → 一百一十七, 1130 → 一千一百三十. Text that is no number stays as it is. */
export function numeral(text: string): string {
  if (!/^\d{1,4}$/.test(text)) return text;
  const digits = String(Number(text));
  let out = '';
  let zero = false;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[i]);
    const unit = ui.units[digits.length - 1 - i];
    if (digit === 0) zero = out !== '';
    else {
      out += (zero ? ui.digits[0] : '') + ui.digits[digit] + unit;
      zero = false;
    }
  }
  if (out === '') return ui.digits[0];
  return digits.length === 2 && out.startsWith(ui.digits[1]) ? out.slice(1) : out;
}

/** 行政处罚法第五十八条第一款 */
export function lawText(basis: Basis): string {
  if (basis.text) return basis.text;
  if (!basis.article) return basis.law;
  const [article, of] = basis.article.split('-');
  let out = basis.law + (of ? ui.articleOf(numeral(article), numeral(of)) : ui.article(numeral(article)));
  if (basis.paragraph) out += ui.paragraph(numeral(basis.paragraph));
  if (basis.item) out += ui.item(numeral(basis.item));
  return out;
}

/** Any value of a fact as a sentence part. */
export function plain(value: unknown): string {
  if (value === undefined || value === null || value === '') return ui.none;
  if (typeof value === 'boolean') return value ? ui.yes : ui.no;
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return dayTime(value);
    return value;
  }
  if (Array.isArray(value)) return value.length === 0 ? ui.none : value.map(plain).join(ui.listComma);
  if (typeof value === 'object') return Object.values(value).map(plain).join(ui.comma);
  return String(value);
}

/** A fact for reading: amounts (by the last word of the path) with their unit, everything else plain. */
export function shown(path: string, value: unknown): string {
  return /(^|[._])(fine|amount|paid)$/.test(path) && typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? yuan(value) : plain(value);
}

/** 27 digits in groups 2-9-6-4-5-1. */
export function codeGroups(code: string): string {
  const match = /^(.{2})(.{9})(.{6})(.{4})(.{5})(.)$/.exec(code);
  return match ? match.slice(1).join(' ') : code;
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
