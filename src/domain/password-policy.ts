import { codePointCount } from './text.ts';

/** NIST SP 800-63B-4 asks verifiers to take at least 64; counted in code points. */
export const PASSWORD_MAX_LENGTH = 128;
/** The least a setting may ask for. */
export const PASSWORD_MIN_LENGTH = 8;

/** Words of the service, which are guessed first with digits before or after them. */
const SERVICE_WORDS: ReadonlySet<string> = new Set(['kitroom']);

export interface PasswordContext {
  /** In code points; NIST SP 800-63B-4 asks for 15 where the password is the only factor. */
  readonly minLength: number;
  /** Tells of a lower-case password whether it is on the list of common ones. */
  readonly isCommon: (lowerCasePassword: string) => boolean;
  /** Words that would be guessed first: the email, its local part, the names. */
  readonly personalWords: readonly string[];
}

/** The one form that is checked and hashed (NIST SP 800-63B-4 3.1.1.2: NFKC before hashing). */
export function normalisePassword(raw: string): string {
  return raw.normalize('NFKC');
}

/** Every reason to refuse a normalised password; empty when it is fine. No composition rules. */
export function passwordProblems(password: string, context: PasswordContext): readonly string[] {
  if (!password.isWellFormed()) return ['must be well-formed Unicode'];
  const length = codePointCount(password);
  if (length < context.minLength) return [`must be at least ${context.minLength} characters`];
  if (length > PASSWORD_MAX_LENGTH) return [`must be at most ${PASSWORD_MAX_LENGTH} characters`];

  const lowerCase = password.toLowerCase();
  const problems: string[] = [];
  if (context.isCommon(lowerCase)) {
    problems.push('is one of the most common passwords and would be guessed first');
  }
  if (SERVICE_WORDS.has(lowerCase.replace(/^\P{L}+|\P{L}+$/gu, ''))) {
    problems.push('must not be the name of this service');
  }
  if (context.personalWords.some((word) => normalisePassword(word).toLowerCase() === lowerCase)) {
    problems.push('must not be the email or the name of the account');
  }
  return problems;
}

/** The words of a sign-up that its password must not be. */
export function personalWordsOf(signUp: {
  readonly email?: unknown;
  readonly firstname?: unknown;
  readonly lastname?: unknown;
}): readonly string[] {
  const [email, firstname, lastname] = [signUp.email, signUp.firstname, signUp.lastname].map(
    (word) => (typeof word === 'string' ? word.trim() : ''),
  ) as [string, string, string];
  const localPart = email.split('@')[0] ?? '';
  const names = [`${firstname} ${lastname}`, firstname + lastname, lastname + firstname];
  return [email, localPart, firstname, lastname, ...names].filter((word) => word.trim() !== '');
}
