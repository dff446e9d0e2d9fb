import { accept, type Checked, refuse } from './checked.ts';

// C0, DEL, C1, the line and paragraph separators, and the invisible characters that reorder text.
const CONTROL_CHARACTER = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

export function hasControlCharacter(value: string): boolean {
  return CONTROL_CHARACTER.test(value);
}

/** Number of Unicode code points, which is what people count as characters. */
export function codePointCount(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

/**
 * A rule for one line of text of 1 to `maxLength` code points after trimming, in NFC, without
 * control characters. Kept: NFC, so that one name typed on two keyboards is one name.
 */
export function textRule(maxLength: number): (raw: string) => Checked<string> {
  return (raw) => {
    if (!raw.isWellFormed()) return refuse('must be well-formed Unicode');
    const value = raw.normalize('NFC').trim();
    if (value === '') return refuse('must not be empty');
    if (hasControlCharacter(value)) return refuse('must not contain control characters');
    if (value.length > maxLength && codePointCount(value) > maxLength) {
      return refuse(`must be at most ${maxLength} characters`);
    }
    return accept(value);
  };
}
