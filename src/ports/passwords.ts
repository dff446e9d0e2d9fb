import type { FieldProblem } from '../domain/errors.ts';

export interface PasswordVerdict {
  readonly matches: boolean;
  /** The stored hash is weaker than what `hash` makes now, or lacks the current pepper. */
  readonly outdated: boolean;
}

/** Every hash is made off the main thread, at most as many at once as cores, in a bounded queue. */
export interface Passwords {
  /**
   * A PHC string (argon2id) of the normalised password.
   * @throws AppError PASSWORD_QUEUE_FULL when too many are waiting.
   */
  hash(password: string): Promise<string>;
  /**
   * Whether the password, as it was typed, is the one of a stored hash: ours, or an imported
   * argon2, bcrypt, scrypt or PBKDF2 one. Without a stored hash it does the same work and says no.
   * @throws AppError PASSWORD_QUEUE_FULL when too many are waiting.
   */
  verify(typedPassword: string, storedHash: string | undefined): Promise<PasswordVerdict>;
  /** Why the policy refuses the password of this sign-up; empty when it does not. */
  problems(password: string, personalWords: readonly string[]): Promise<readonly FieldProblem[]>;
}
