import type { KeptSession } from '../../domain/session.ts';
import type { UserChanges } from '../../domain/user.ts';
import type { Workflows } from '../../ports/workflows.ts';

/**
 * Runs the workflow Update User on the account with this email.
 * Gives the version the account then has.
 * @throws AppError USER_NOT_FOUND, VERSION_MISMATCH, EMAIL_TAKEN
 */
export function changeUserByEmail({ workflows }: { readonly workflows: Workflows }) {
  return async (
    email: string,
    changes: UserChanges,
    {
      expectedVersions,
      keptSession,
    }: {
      readonly expectedVersions?: readonly number[] | undefined;
      readonly keptSession?: KeptSession | undefined;
    } = {},
  ): Promise<{ readonly version: number }> => {
    const input = {
      email,
      profile: changes,
      ...(expectedVersions && { expectedVersions }),
      ...(keptSession && { keptSession }),
    };
    const output = (await workflows.run('update-user', input)) as { readonly version: number };
    return { version: output.version };
  };
}
