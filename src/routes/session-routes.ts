import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import {
  currentPasswordField,
  emailField,
  pageFields,
  sessionIdField,
  tokenField,
  userIdField,
} from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { ownerInPath } from './owner-in-path.ts';
import { pageOfQuery } from './page-of-query.ts';
import { pageReply } from './page-reply.ts';
import { defineRoute, type Route } from './route.ts';
import { sessionPageSchema, sessionView, tokensSchema, tokensView } from './session-views.ts';
import { userOf } from './user-of.ts';

const TAG = 'Sign-in';
const PATH = '/users/{user_id}/sessions';

/** Sign-in, and the sessions it makes. */
export function sessionRoutes(
  useCases: Pick<
    UseCases,
    'logIn' | 'refreshSession' | 'listSessions' | 'endSession' | 'endAllSessions'
  >,
): Route[] {
  const { logIn, refreshSession, listSessions, endSession, endAllSessions } = useCases;
  const ofUser = z.strictObject({ user_id: userIdField });
  const tokens = { status: 200, description: 'Tokens', schema: tokensSchema } as const;
  return [
    defineRoute({
      method: 'POST',
      path: '/login',
      operationId: 'logIn',
      tag: TAG,
      summary: 'Sign in',
      description:
        'An unknown email, a wrong password and a disabled account are answered alike. Attempts are counted by account and address, by address and as a whole; who has to wait is told for how long.',
      access: { audience: 'anyone' },
      body: z.strictObject({ email: emailField, password: currentPasswordField }),
      bodyExample: { email: 'jane.roe@example.com', password: 'correct horse battery' },
      reply: tokens,
      errors: ['INVALID_CREDENTIALS', 'TOO_MANY_ATTEMPTS', 'PASSWORD_QUEUE_FULL'],
      async run({ body, source, userAgent }) {
        return { status: 200, body: tokensView(await logIn({ ...body, source, userAgent })) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/token/refresh',
      operationId: 'refreshToken',
      tag: TAG,
      summary: 'Get a new access token and the next refresh token',
      description:
        'A refresh token works once. The same call again within 20 seconds gets the same successor; later it counts as stolen and ends the session.',
      access: { audience: 'anyone' },
      body: z.strictObject({ refresh_token: tokenField }),
      bodyExample: { refresh_token: 'krt.…' },
      reply: tokens,
      errors: ['INVALID_REFRESH_TOKEN'],
      async run({ body }) {
        return { status: 200, body: tokensView(await refreshSession(body.refresh_token)) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/logout',
      operationId: 'logOut',
      tag: TAG,
      summary: 'End this session',
      access: { audience: 'user' },
      reply: { status: 200, description: 'Ended', schema: messageSchema('Logged out') },
      // Of two at once the later one may find it ended.
      errors: ['SESSION_NOT_FOUND'],
      async run(input) {
        const { userId, sessionId } = userOf(input);
        await endSession(userId, sessionId);
        return { status: 200, body: { message: 'Logged out' } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/logout/all',
      operationId: 'logOutEverywhere',
      tag: TAG,
      summary: 'End every session of mine',
      access: { audience: 'user' },
      reply: { status: 200, description: 'Ended', schema: messageSchema('Logged out everywhere') },
      // When the account is deleted at the same moment.
      errors: ['USER_NOT_FOUND'],
      async run(input) {
        await endAllSessions(userOf(input).userId);
        return { status: 200, body: { message: 'Logged out everywhere' } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      operationId: 'listSessions',
      tag: TAG,
      summary: 'List the sessions of an account, newest first',
      access: ownerInPath,
      params: ofUser,
      query: z.strictObject(pageFields),
      reply: {
        status: 200,
        description: 'One page',
        schema: sessionPageSchema,
        headers: ['Link'],
      },
      errors: ['USER_NOT_FOUND', 'INVALID_CURSOR'],
      async run({ params, query, caller }) {
        const page = await listSessions(params.user_id, pageOfQuery(query));
        const current = caller.kind === 'user' ? caller.sessionId : undefined;
        return pageReply(page, (session) => sessionView(session, current));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      operationId: 'endSessions',
      tag: TAG,
      summary: 'End every session of an account',
      access: ownerInPath,
      params: ofUser,
      reply: { status: 200, description: 'Ended', schema: messageSchema('Sessions ended') },
      errors: ['USER_NOT_FOUND'],
      async run({ params }) {
        await endAllSessions(params.user_id);
        return { status: 200, body: { message: 'Sessions ended' } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${PATH}/{session_id}`,
      operationId: 'endSession',
      tag: TAG,
      summary: 'End one session of an account',
      access: ownerInPath,
      params: z.strictObject({ user_id: userIdField, session_id: sessionIdField }),
      reply: { status: 200, description: 'Ended', schema: messageSchema('Session ended') },
      errors: ['SESSION_NOT_FOUND'],
      async run({ params }) {
        await endSession(params.user_id, params.session_id);
        return { status: 200, body: { message: 'Session ended' } };
      },
    }),
  ];
}
