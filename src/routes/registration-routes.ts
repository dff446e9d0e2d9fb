import * as z from 'zod/mini';
import type { Clock } from '../ports/clock.ts';
import type { UseCases } from '../usecases/use-cases.ts';
import { versionEtag } from './entity-tag.ts';
import { emailField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { emailInPath } from './owner-in-path.ts';
import { defineRoute, type Route } from './route.ts';
import { toProfile, userBodies } from './user-bodies.ts';
import { keptSessionOf } from './user-of.ts';

const TAG = 'Registration';
const PATH = '/user/{email}';

const registeredSchema = z.strictObject({
  message: z.literal('User registered'),
  user_id: z.string(),
  email: z.string(),
});

/** Row R of the contract: what runs a workflow. */
export function registrationRoutes(
  useCases: Pick<UseCases, 'registerUser' | 'changeUserByEmail' | 'checkPassword'>,
  clock: Clock,
): Route[] {
  const { registerUser, changeUserByEmail } = useCases;
  const bodies = userBodies(clock);
  const params = z.strictObject({ email: emailField });
  return [
    defineRoute({
      method: 'POST',
      path: '/register',
      operationId: 'registerUser',
      tag: TAG,
      summary: 'Register with a password',
      description: 'Runs the workflow User Registration.',
      access: { audience: 'anyone' },
      body: bodies.registerUser,
      furtherProblems: async ({ password, ...profile }) =>
        typeof password === 'string' ? useCases.checkPassword(password, profile) : [],
      bodyExample: {
        email: 'jane.roe@example.com',
        password: 'correct horse battery',
        firstname: 'Jane',
        lastname: 'Roe',
      },
      reply: {
        status: 201,
        description: 'Registered',
        schema: registeredSchema,
        headers: ['Location'],
      },
      errors: ['USER_EXISTS', 'TOO_MANY_ATTEMPTS', 'PASSWORD_QUEUE_FULL'],
      async run({ body: { password, ...profile }, caller, source }) {
        // The developer at the keyboard signs up as many as they like.
        const counted = caller.kind === 'operator' ? undefined : source;
        const { userId, email } = await registerUser(toProfile(profile), password, counted);
        return {
          status: 201,
          body: { message: 'User registered', user_id: userId, email },
          headers: { location: `/users/${userId}` },
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: PATH,
      operationId: 'updateUserByEmail',
      tag: TAG,
      summary: 'Change some fields of the account with an email',
      description: 'Runs the workflow Update User.',
      access: emailInPath,
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
      async run({ params: { email }, body, expectedVersions, caller }) {
        const keptSession = keptSessionOf(caller);
        const options = { expectedVersions, keptSession };
        const user = await changeUserByEmail(email, toProfile(body), options);
        return { status: 200, body: { message: 'User updated' }, etag: versionEtag(user) };
      },
    }),
  ];
}
