import type { FieldProblem } from '../../domain/errors.ts';
import { normalisePassword, personalWordsOf } from '../../domain/password-policy.ts';
import type { Passwords } from '../../ports/passwords.ts';

/** Why the policy refuses a password for the person who brings it; empty when it does not. */
export function checkPassword({ passwords }: { readonly passwords: Passwords }) {
  return (
    password: string,
    signUp: Parameters<typeof personalWordsOf>[0],
  ): Promise<readonly FieldProblem[]> =>
    passwords.problems(normalisePassword(password), personalWordsOf(signUp));
}
