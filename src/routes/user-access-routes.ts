import * as z from 'zod/mini';
import { ROLES, USER_STATUSES } from '../domain/user.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { userIdField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Administration';

/** What admins may set of an account and its owner may not. */
export function userAccessRoutes({ changeAccess }: Pick<UseCases, 'changeAccess'>): Route[] {
  const params = z.strictObject({ user_id: userIdField });
  const access = { audience: 'admin' } as const;
  const errors = ['USER_NOT_FOUND', 'VERSION_MISMATCH', 'LAST_ADMIN'] as const;
  return [
    defineRoute({
      method: 'PUT',
      path: '/users/{user_id}/role',
      operationId: 'changeRole',
      tag: TAG,
      summary: 'Set the role of an account',
      description: 'Ends its sessions. The last active admin cannot be demoted.',
      access,
      params,
      body: z.strictObject({ role: z.enum(ROLES) }),
      bodyExample: { role: 'admin' },
      conditional: 'if-match',
      reply: {
        status: 200,
        description: 'Set',
        schema: messageSchema('Role changed'),
        headers: ['ETag'],
      },
      errors,
      async run({ params: { user_id: userId }, body, expectedVersions }) {
        const user = await changeAccess(userId, { role: body.role }, expectedVersions);
        return { status: 200, body: { message: 'Role changed' }, etag: versionEtag(user) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/users/{user_id}/status',
      operationId: 'changeStatus',
      tag: TAG,
      summary: 'Disable or enable an account',
      description:
        'Ends its sessions: its tokens stop at once for writes and refreshes, and within their life for reading its own. The last active admin cannot be disabled.',
      access,
      params,
      body: z.strictObject({ status: z.enum(USER_STATUSES) }),
      bodyExample: { status: 'disabled' },
      conditional: 'if-match',
      reply: {
        status: 200,
        description: 'Set',
        schema: messageSchema('Status changed'),
        headers: ['ETag'],
      },
      errors,
      async run({ params: { user_id: userId }, body, expectedVersions }) {
        const user = await changeAccess(userId, { status: body.status }, expectedVersions);
        return { status: 200, body: { message: 'Status changed' }, etag: versionEtag(user) };
      },
    }),
  ];
}
