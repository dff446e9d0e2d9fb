import { accept, type Checked, refuse } from './checked.ts';

const EARLIEST = '1900-01-01';
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A real calendar date `YYYY-MM-DD`, not before 1900 and not after `today` (of the same form). */
export function checkDateOfBirth(raw: string, today: string): Checked<string> {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(raw);
  if (match === null) return refuse('must be a date as YYYY-MM-DD');
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (day < 1 || day > daysInMonth(year, month)) return refuse('must be a real calendar date');
  if (raw < EARLIEST) return refuse('must not be before 1900');
  if (raw > today) return refuse('must not be in the future');
  return accept(raw);
}

function daysInMonth(year: number, month: number): number {
  const leapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leapYear ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}
