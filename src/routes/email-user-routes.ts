import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { emailField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { emailInPath } from './owner-in-path.ts';
import { defineRoute, type Route } from './route.ts';
import { userSchema, userView } from './user-views.ts';

const TAG = 'Registration';
const PATH = '/user/{email}';

/** Row R of the contract, but for what runs a workflow. */
export function emailUserRoutes({
  getUser,
  deleteUser,
}: Pick<UseCases, 'getUser' | 'deleteUser'>): Route[] {
  const params = z.strictObject({ email: emailField });
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getUserByEmail',
      tag: TAG,
      summary: 'Get the account with an email',
      access: emailInPath,
      params,
      conditional: 'if-none-match',
      reply: { status: 200, description: 'The account', schema: userSchema, headers: ['ETag'] },
      errors: ['USER_NOT_FOUND'],
      async run({ params: { email } }) {
        const user = await getUser({ email });
        return { status: 200, body: userView(user), etag: versionEtag(user) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'deleteUserByEmail',
      tag: TAG,
      summary: 'Delete the account with an email',
      access: emailInPath,
      params,
      conditional: 'if-match',
      reply: { status: 200, description: 'Deleted', schema: messageSchema('User deleted') },
      errors: ['USER_NOT_FOUND', 'VERSION_MISMATCH', 'LAST_ADMIN'],
      async run({ params: { email }, expectedVersions }) {
        await deleteUser({ email }, expectedVersions);
        return { status: 200, body: { message: 'User deleted' } };
      },
    }),
  ];
}
