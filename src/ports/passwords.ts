import type { FieldProblem } from '../domain/errors.ts';

export interface Passwords {
  /**
   * A PHC string (argon2id) of the normalised password, made off the main thread.
   * @throws AppError PASSWORD_QUEUE_FULL when too many are waiting.
   */
  hash(password: string): Promise<string>;
  /** Why the policy refuses the password of this sign-up; empty when it does not. */
  problems(password: string, personalWords: readonly string[]): Promise<readonly FieldProblem[]>;
}
