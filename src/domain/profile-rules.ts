import { accept, type Checked, refuse } from './checked.ts';
import { checkDateOfBirth } from './date-of-birth.ts';
import { normaliseEmail } from './email.ts';
import { AppError, type FieldProblem } from './errors.ts';
import { checkPersonalDetails, type PersonalDetails } from './personal-details.ts';
import { normalisePhoneNumber } from './phone-number.ts';
import { textRule } from './text.ts';
import type { UserChanges } from './user.ts';

/** The rule of each text field of a profile; the date of birth also needs today (YYYY-MM-DD). */
export const PROFILE_TEXT_RULES = {
  email: normaliseEmail,
  firstname: textRule(100),
  lastname: textRule(100),
  address: textRule(500),
  gender: textRule(32),
  phoneNumber: normalisePhoneNumber,
  dob: checkDateOfBirth,
} satisfies Record<string, (raw: string, today: string) => Checked<string>>;

/**
 * Checks a profile that comes from outside the routes, as from a workflow's input.
 * @throws AppError INVALID_INPUT naming every bad field
 */
export function checkProfile(raw: Readonly<Record<string, unknown>>, today: string): UserChanges {
  const problems: FieldProblem[] = [];
  const profile: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(raw)) {
    const checked = checkField(field, value, today);
    if (checked.ok) profile[field] = checked.value;
    else problems.push({ pointer: `#/${field}`, detail: checked.problem });
  }
  if (problems.length > 0) throw new AppError('INVALID_INPUT', { problems });
  return profile;
}

function checkField(field: string, value: unknown, today: string): Checked<unknown> {
  if (value === undefined) return accept(value);
  if (field === 'personalDetails') {
    return isPlainObject(value) ? checkPersonalDetails(value) : refuse('must be an object');
  }
  if (!isTextField(field)) return refuse('is not a known field');
  return typeof value === 'string'
    ? PROFILE_TEXT_RULES[field](value, today)
    : refuse('must be text');
}

function isTextField(field: string): field is keyof typeof PROFILE_TEXT_RULES {
  return Object.hasOwn(PROFILE_TEXT_RULES, field);
}

function isPlainObject(value: unknown): value is PersonalDetails {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
