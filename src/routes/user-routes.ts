import * as z from 'zod/mini';
import type { Clock } from '../ports/clock.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { pageFields, userFilterFields, userIdField } from './field-schemas.ts';
import { messageSchema, userCreatedSchema } from './message-schemas.ts';
import { ownerInPath } from './owner-in-path.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { toProfile, userBodies } from './user-bodies.ts';
import { keptSessionOf } from './user-of.ts';
import { userPageSchema, userSchema, userView } from './user-views.ts';

const TAG = 'Users';
const PATH = '/users/{user_id}';

/** Rows U and H of the contract. */
export function userRoutes(
  useCases: Pick<UseCases, 'createUser' | 'getUser' | 'listUsers' | 'updateUser' | 'deleteUser'>,
  clock: Clock,
): Route[] {
  const { createUser, getUser, listUsers, updateUser, deleteUser } = useCases;
  const bodies = userBodies(clock);
  const params = z.strictObject({ user_id: userIdField });
  return [
    defineRoute({
      method: 'POST',
      path: '/users',
      operationId: 'createUser',
      tag: TAG,
      summary: 'Create an account without a password',
      access: { audience: 'admin' },
      body: bodies.createUser,
      bodyExample: {
        lastname: 'Doe',
        dob: '1990-01-01',
        address: '123 Main St, City, Country',
        gender: 'Male',
        email: 'john.doe@example.com',
        phone_number: '1234567890',
      },
      reply: {
        status: 201,
        description: 'Created',
        schema: userCreatedSchema,
        headers: ['Location', 'ETag'],
      },
      errors: ['USER_EXISTS'],
      async run({ body }) {
        const user = await createUser(toProfile(body));
        return {
          status: 201,
          body: { message: 'User created', user_id: user.userId },
          headers: { location: `/users/${user.userId}` },
          etag: versionEtag(user),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/users',
      operationId: 'listUsers',
      tag: TAG,
      summary: 'List accounts',
      description:
        'In an order of the store’s own, with email_prefix in the order of the emails. A walk along next_cursor sees every account once. On DynamoDB email_prefix, role=admin and status=disabled are read from indexes, which follow a change within a moment.',
      access: { audience: 'admin' },
      query: z.strictObject({ ...userFilterFields, ...pageFields }),
      reply: {
        status: 200,
        description: 'One page',
        schema: userPageSchema,
        headers: ['Link'],
      },
      errors: ['INVALID_CURSOR'],
      async run({ query }) {
        const { email, email_prefix: emailPrefix, status, role } = query;
        const page = await listUsers({ email, emailPrefix, status, role }, pageOfQuery(query));
        return pageReply(page, userView);
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'getUser',
      tag: TAG,
      summary: 'Get an account',
      description: 'Fields never given are absent.',
      access: ownerInPath,
      params,
      conditional: 'if-none-match',
      reply: { status: 200, description: 'The account', schema: userSchema, headers: ['ETag'] },
      errors: ['USER_NOT_FOUND'],
      async run({ params: { user_id: userId } }) {
        const user = await getUser({ userId });
        return { status: 200, body: userView(user), etag: versionEtag(user) };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'updateUser',
      tag: TAG,
      summary: 'Change some fields of an account',
      access: ownerInPath,
      params,
      body: bodies.updateUser,
      bodyExample: { address: '456 Another St, New City' },
      conditional: 'if-match',
      reply: {
        status: 200,
        description: 'Updated',
        schema: messageSchema('User updated'),
        headers: ['ETag'],
      },
      errors: ['USER_NOT_FOUND', 'EMAIL_TAKEN', 'VERSION_MISMATCH'],
      async run({ params: { user_id: userId }, body, expectedVersions, caller }) {
        const options = { expectedVersions, keptSession: keptSessionOf(caller) };
        const user = await updateUser(userId, toProfile(body), options);
        return { status: 200, body: { message: 'User updated' }, etag: versionEtag(user) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'deleteUser',
      tag: TAG,
      summary: 'Delete an account',
      description: 'Its cart goes too; its orders stay without personal data.',
      access: ownerInPath,
      params,
      conditional: 'if-match',
      reply: { status: 200, description: 'Deleted', schema: messageSchema('User deleted') },
      errors: ['USER_NOT_FOUND', 'VERSION_MISMATCH', 'LAST_ADMIN'],
      async run({ params: { user_id: userId }, expectedVersions }) {
        await deleteUser({ userId }, expectedVersions);
        return { status: 200, body: { message: 'User deleted' } };
      },
    }),
  ];
}
