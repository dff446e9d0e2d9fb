import type { UserCaller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';

/** Who a token names, by its signature alone. @throws AppError INVALID_TOKEN */
export function checkAccessToken({ accessTokens }: { readonly accessTokens: AccessTokens }) {
  return async (token: string): Promise<UserCaller> => {
    const claims = await accessTokens.verify(token);
    if (claims === undefined) throw new AppError('INVALID_TOKEN');
    return { kind: 'user', ...claims };
  };
}
