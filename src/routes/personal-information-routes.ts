import * as z from 'zod/mini';
import type { Clock } from '../ports/clock.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { pageFields, userIdField } from './field-schemas.ts';
import { userCreatedSchema } from './message-schemas.ts';
import { pageOfQuery } from './page-of-query.ts';
import { defineRoute, type Route } from './route.ts';
import { userBodies } from './user-bodies.ts';
import { keptSessionOf } from './user-of.ts';
import {
  personalInformationListSchema,
  personalInformationView,
  wholePersonalInformationSchema,
  wholePersonalInformationView,
} from './user-views.ts';

const PATH = '/user-personal-information';
const TAG = 'Personal information';

/** Row P of the contract. */
export function personalInformationRoutes(
  { createUser, listUsers, updateUser }: Pick<UseCases, 'createUser' | 'listUsers' | 'updateUser'>,
  clock: Clock,
): Route[] {
  const bodies = userBodies(clock);
  return [
    defineRoute({
      method: 'POST',
      path: PATH,
      operationId: 'createPersonalInformation',
      tag: TAG,
      summary: 'Create an account with personal information',
      access: { audience: 'admin' },
      body: bodies.createPersonalInformation,
      bodyExample: {
        customer_email: 'jane.roe@example.com',
        personal_details: { shirt_number: 9 },
      },
      reply: { status: 200, description: 'Created', schema: userCreatedSchema },
      errors: ['USER_EXISTS'],
      async run({ body }) {
        const user = await createUser({
          email: body.customer_email,
          personalDetails: body.personal_details,
        });
        return { status: 200, body: { message: 'User created', user_id: user.userId } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'listPersonalInformation',
      tag: TAG,
      summary: 'List the personal information of every account',
      description: 'A walk along the Link headers sees every account once.',
      access: { audience: 'admin' },
      query: z.strictObject(pageFields),
      reply: {
        status: 200,
        description: 'One page',
        schema: personalInformationListSchema,
        headers: ['Link'],
      },
      errors: ['INVALID_CURSOR'],
      async run({ query }) {
        const page = await listUsers({}, pageOfQuery(query));
        return {
          status: 200,
          body: page.items.map(personalInformationView),
          nextCursor: page.nextCursor,
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: `${PATH}/{user_id}`,
      operationId: 'updatePersonalInformation',
      tag: TAG,
      summary: 'Change the email or the personal details of an account',
      description: 'Personal details are replaced as a whole.',
      access: { audience: 'owner', of: ({ params }) => ({ userId: params.user_id }) },
      params: z.strictObject({ user_id: userIdField }),
      body: bodies.updatePersonalInformation,
      bodyExample: { personal_details: { shirt_number: 10 } },
      reply: {
        status: 200,
        description: 'The whole updated item',
        schema: wholePersonalInformationSchema,
      },
      errors: ['USER_NOT_FOUND', 'EMAIL_TAKEN'],
      async run({ params, body, caller }) {
        const changes = { email: body.customer_email, personalDetails: body.personal_details };
        const keptSession = keptSessionOf(caller);
        const user = await updateUser(params.user_id, changes, { keptSession });
        return { status: 200, body: wholePersonalInformationView(user) };
      },
    }),
  ];
}
