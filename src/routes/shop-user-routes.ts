import * as z from 'zod/mini';
import type { UserChanges } from '../domain/user.ts';
import type { Clock } from '../ports/clock.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { userIdField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';
import { toProfile, userBodies } from './user-bodies.ts';
import { keptSessionOf } from './user-of.ts';
import { shopUserSchema, shopUserView } from './user-views.ts';

const TAG = 'Shop: users';
const STORED = 'User details stored successfully';

/** Row S of the contract: `store_user_data` and `get_user_data`. */
export function shopUserRoutes(
  useCases: Pick<UseCases, 'registerShopUser' | 'updateUser' | 'getUser'>,
  clock: Clock,
): Route[] {
  const { registerShopUser, updateUser, getUser } = useCases;
  const { registerShopUser: registerBody, updateShopUser: updateBody } = userBodies(clock);
  return [
    defineRoute({
      method: 'POST',
      path: '/store_user_data',
      operationId: 'storeUserData',
      tag: TAG,
      summary: "Store a user's details after registration or a change",
      description:
        'operation=register creates the account under the client’s id; the same call again is answered the same. operation=update changes what is given; a name may be spelled as in the request (firstName) or as in the reply (first_name).',
      access: { audience: 'owner', of: ({ body }) => ({ userId: body.user_id }) },
      query: z.strictObject({ operation: z.enum(['register', 'update']) }),
      queryExample: { operation: 'register' },
      body: z.union([registerBody, updateBody]),
      bodyFor: ({ operation }) => (operation === 'register' ? registerBody : updateBody),
      bodyExample: {
        user_id: 'c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21',
        email: 'sam.poe@example.com',
        firstName: 'Sam',
        lastName: 'Poe',
      },
      reply: { status: 200, description: 'Stored', schema: messageSchema(STORED) },
      errors: ['USER_EXISTS', 'EMAIL_TAKEN', 'USER_NOT_FOUND'],
      async run({ query, body, caller }) {
        const { user_id: userId, ...fields } = body;
        const changes = toShopProfile(fields);
        const { email } = changes;
        if (query.operation === 'register' && email !== undefined) {
          await registerShopUser(userId, { ...changes, email });
        } else {
          await updateUser(userId, changes, { keptSession: keptSessionOf(caller) });
        }
        return { status: 200, body: { message: STORED } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/get_user_data',
      operationId: 'getUserData',
      tag: TAG,
      summary: "Get a user's details",
      access: { audience: 'owner', of: ({ query }) => ({ userId: query.user_id }) },
      query: z.strictObject({ user_id: userIdField }),
      queryExample: { user_id: 'c0a8012e-7b1f-4c55-9a30-6c2f5d8e4b21' },
      invalidCode: () => 'INVALID_USER_ID',
      reply: { status: 200, description: 'The details', schema: shopUserSchema },
      errors: ['USER_NOT_FOUND'],
      async run({ query: { user_id: userId } }) {
        return { status: 200, body: shopUserView(await getUser({ userId })) };
      },
    }),
  ];
}

interface ShopFields extends UserChanges {
  readonly phone_number?: string | undefined;
  readonly firstName?: string | undefined;
  readonly first_name?: string | undefined;
  readonly lastName?: string | undefined;
  readonly last_name?: string | undefined;
}

function toShopProfile(fields: ShopFields): UserChanges {
  const { firstName, first_name, lastName, last_name, ...others } = fields;
  const firstname = firstName ?? first_name;
  const lastname = lastName ?? last_name;
  return {
    ...toProfile(others),
    ...(firstname !== undefined && { firstname }),
    ...(lastname !== undefined && { lastname }),
  };
}
