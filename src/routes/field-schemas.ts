import * as z from 'zod/mini';
import type { Checked } from '../domain/checked.ts';
import { EMAIL_MAX_LENGTH, normaliseEmail } from '../domain/email.ts';
import { SESSION_ID_PATTERN, USER_ID_PATTERN } from '../domain/ids.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../domain/page.ts';
import { checkPersonalDetails } from '../domain/personal-details.ts';
import { PROFILE_TEXT_RULES } from '../domain/profile-rules.ts';
import { hasControlCharacter, textRule } from '../domain/text.ts';
import { ROLES, USER_STATUSES } from '../domain/user.ts';
import type { Clock } from '../ports/clock.ts';

/** Text that a domain rule checks and brings into its normal form. */
export function ruledText(rule: (raw: string) => Checked<string>, meta: z.core.GlobalMeta) {
  return z.string().check(
    z.check<string>((payload) => {
      const checked = rule(payload.value);
      if (checked.ok) payload.value = checked.value;
      else payload.issues.push({ code: 'custom', input: payload.value, message: checked.problem });
    }),
    z.meta(meta),
  );
}

export function matching(pattern: RegExp, problem: string, meta: z.core.GlobalMeta) {
  return ruledText(
    (value) => (pattern.test(value) ? { ok: true, value } : { ok: false, problem }),
    { pattern: pattern.source, ...meta },
  );
}

export const userIdField = matching(
  USER_ID_PATTERN,
  'must be 1 to 128 characters of A-Z a-z 0-9 _ -',
  {
    description: 'A UUID v4 where Kitroom gave it',
    examples: ['c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21'],
  },
);

export const emailField = ruledText(normaliseEmail, {
  format: 'email',
  maxLength: EMAIL_MAX_LENGTH,
  description: 'Identifies the account; compared without regard to case',
  examples: ['john.doe@example.com'],
});

const emailPrefixField = ruledText(emailPrefixRule, {
  minLength: 1,
  maxLength: EMAIL_MAX_LENGTH,
  description: 'The beginning of the email',
  examples: ['john.'],
});

export const productIdField = ruledText(textRule(128), { minLength: 1, maxLength: 128 });
export const productTagField = ruledText(textRule(100), {
  minLength: 1,
  maxLength: 100,
  examples: ['kits'],
});
export const sizeField = ruledText(textRule(32), {
  minLength: 1,
  maxLength: 32,
  examples: ['M', '42.5'],
});

/** "<id>.png" in a photo's URL; gives the id. */
export const photoFileField = z.pipe(
  matching(/^[A-Za-z0-9_-]{1,128}\.png$/, 'must be <id>.png', { examples: ['acc-match-ball.png'] }),
  z.transform((file: string) => file.slice(0, -'.png'.length)),
);

export const personalDetailsField = z.record(z.string(), z.unknown()).check(
  z.check<Record<string, unknown>>((payload) => {
    const checked = checkPersonalDetails(payload.value);
    if (!checked.ok) {
      payload.issues.push({ code: 'custom', input: payload.value, message: checked.problem });
    }
  }),
  z.meta({
    description: 'Any JSON object of at most 32 KiB and 8 levels',
    examples: [{ shirt_number: 9, newsletter: true }],
  }),
);

export const passwordField = z.string().check(
  z.meta({
    format: 'password',
    writeOnly: true,
    description:
      'At least 8 characters (a setting may ask for more), at most 128; not a common one',
    examples: ['correct horse battery'],
  }),
);

/** A password to be checked and not to be kept: an imported one may be of any form. */
export const currentPasswordField = z
  .string()
  .check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(1024, 'must be at most 1024 characters'),
    z.meta({ format: 'password', writeOnly: true, examples: ['correct horse battery'] }),
  );

/** A token that the server gave out; its form is its own affair. */
export const tokenField = z
  .string()
  .check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(1024, 'must be at most 1024 characters'),
    z.meta({ writeOnly: true }),
  );

export const sessionIdField = matching(SESSION_ID_PATTERN, 'must be the id of a session', {
  examples: ['019a5b3c2d10-5f0c6a3e-7d54-4f3b-9b61-0c1d2e3f4a5b'],
});

/** The text fields of a profile; a date of birth is checked against the clock's today. */
export function profileFields(clock: Clock) {
  const name = { minLength: 1, maxLength: 100, examples: ['Doe'] };
  return {
    email: emailField,
    firstname: ruledText(PROFILE_TEXT_RULES.firstname, { ...name, examples: ['John'] }),
    lastname: ruledText(PROFILE_TEXT_RULES.lastname, name),
    dob: ruledText((raw) => PROFILE_TEXT_RULES.dob(raw, clock().toISOString().slice(0, 10)), {
      format: 'date',
      examples: ['1990-01-01'],
    }),
    address: ruledText(PROFILE_TEXT_RULES.address, {
      minLength: 1,
      maxLength: 500,
      examples: ['123 Main St, City, Country'],
    }),
    gender: ruledText(PROFILE_TEXT_RULES.gender, {
      minLength: 1,
      maxLength: 32,
      examples: ['Male'],
    }),
    phone_number: ruledText(PROFILE_TEXT_RULES.phoneNumber, {
      description: '7 to 15 digits with an optional leading +; separators are dropped',
      examples: ['1234567890'],
    }),
  };
}

const limitField = z
  .pipe(
    ruledText(limitRule, {}),
    z.transform((digits: string) => Number(digits)),
  )
  .check(
    z.meta({ type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE }),
  );

const cursorField = matching(/^[A-Za-z0-9_-]{1,2048}$/, 'must be a next cursor of this list', {
  description: 'What the page before gave; opaque',
});

/** The query of every list. */
export const pageFields = { limit: z.optional(limitField), cursor: z.optional(cursorField) };

export const userFilterFields = {
  email: z.optional(emailField),
  email_prefix: z.optional(emailPrefixField),
  status: z.optional(z.enum(USER_STATUSES)),
  role: z.optional(z.enum(ROLES)),
};

function limitRule(value: string): Checked<string> {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) <= MAX_PAGE_SIZE
    ? { ok: true, value }
    : { ok: false, problem: `must be a whole number from 1 to ${MAX_PAGE_SIZE}` };
}

function emailPrefixRule(raw: string): Checked<string> {
  const value = raw.trim().toLowerCase();
  const fits = value !== '' && value.length <= EMAIL_MAX_LENGTH && !hasControlCharacter(value);
  return fits && value.isWellFormed()
    ? { ok: true, value }
    : { ok: false, problem: `must be 1 to ${EMAIL_MAX_LENGTH} characters` };
}
