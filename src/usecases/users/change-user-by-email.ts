import type { UserChanges } from '../../domain/user.ts';
import type { Workflows } from '../../ports/workflows.ts';

/**
 * Runs the workflow Update User on the account with this email.
 * @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, EMAIL_TAKEN
 */
export function changeUserByEmail({ workflows }: { readonly workflows: Workflows }) {
  return async (
    email: string,
    changes: UserChanges,
    expectedVersions?: readonly number[] | undefined,
  ): Promise<void> => {
    await workflows.run('update-user', { email, profile: changes, ...(expectedVersions && { expectedVersions }) });
  };
}
