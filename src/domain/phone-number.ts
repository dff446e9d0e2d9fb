import { accept, type Checked, refuse } from './checked.ts';

/** Digits with an optional leading "+", 7 to 15 of them (E.164); spaces, dots, dashes and brackets are dropped. */
export function normalisePhoneNumber(raw: string): Checked<string> {
  if (raw.length > 64) return refuse('must have 7 to 15 digits');
  const value = raw.replace(/[ .\-()[\]]/g, '');
  if (!/^\+?[0-9]*$/.test(value)) {
    return refuse('must be digits with an optional leading +');
  }
  const digits = value.replace('+', '').length;
  return digits < 7 || digits > 15 ? refuse('must have 7 to 15 digits') : accept(value);
}
