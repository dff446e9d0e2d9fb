import * as z from 'zod/mini';
import type { UseCases } from '../usecases/use-cases.ts';
import { currentPasswordField, passwordField, tokenField, userIdField } from './field-schemas.ts';
import { messageSchema } from './message-schemas.ts';
import { defineRoute, type Route } from './route.ts';
import { userOf } from './user-of.ts';

const TAG = 'Passwords';

const resetStartedSchema = z.strictObject({
  message: z.literal('Password reset started'),
  reset_token: z.string(),
  expires_in: z.int(),
});

/** How a password becomes another. */
export function passwordRoutes(
  useCases: Pick<UseCases, 'changePassword' | 'startPasswordReset' | 'resetPassword'>,
): Route[] {
  const { changePassword, startPasswordReset, resetPassword } = useCases;
  return [
    defineRoute({
      method: 'POST',
      path: '/password/change',
      operationId: 'changePassword',
      tag: TAG,
      summary: 'Change my password',
      description: 'Ends every other session.',
      access: { audience: 'user' },
      body: z.strictObject({
        current_password: currentPasswordField,
        new_password: passwordField,
      }),
      bodyExample: {
        current_password: 'correct horse battery',
        new_password: 'staple gun in june',
      },
      reply: { status: 200, description: 'Changed', schema: messageSchema('Password changed') },
      errors: ['TOO_MANY_ATTEMPTS', 'PASSWORD_QUEUE_FULL'],
      async run(input) {
        const { current_password: currentPassword, new_password: newPassword } = input.body;
        const { source } = input;
        await changePassword(userOf(input), { currentPassword, newPassword, source });
        return { status: 200, body: { message: 'Password changed' } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/users/{user_id}/password/reset',
      operationId: 'startPasswordReset',
      tag: TAG,
      summary: 'Start a password reset',
      description:
        'The old password and every session end. Hand the token to the account’s owner, who sets the new password with POST /password/reset; no admin chooses it.',
      access: { audience: 'admin' },
      params: z.strictObject({ user_id: userIdField }),
      reply: { status: 200, description: 'Started', schema: resetStartedSchema },
      errors: ['USER_NOT_FOUND'],
      async run({ params }) {
        const { token, expiresInSeconds } = await startPasswordReset(params.user_id);
        return {
          status: 200,
          body: {
            message: 'Password reset started',
            reset_token: token,
            expires_in: expiresInSeconds,
          },
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/password/reset',
      operationId: 'resetPassword',
      tag: TAG,
      summary: 'Set a new password with a reset token',
      description: 'The token works once. Every session ends; sign in with the new password.',
      access: { audience: 'anyone' },
      body: z.strictObject({ reset_token: tokenField, new_password: passwordField }),
      bodyExample: { reset_token: 'kpr.…', new_password: 'staple gun in june' },
      reply: { status: 200, description: 'Set', schema: messageSchema('Password changed') },
      errors: ['INVALID_RESET_TOKEN', 'TOO_MANY_ATTEMPTS', 'PASSWORD_QUEUE_FULL'],
      async run({ body, source }) {
        const { reset_token: resetToken, new_password: newPassword } = body;
        await resetPassword({ resetToken, newPassword, source });
        return { status: 200, body: { message: 'Password changed' } };
      },
    }),
  ];
}
