import * as z from 'zod/mini';

/** The documents' `{message}`, with the one sentence it always is. */
export function messageSchema(message: string) {
  return z.strictObject({ message: z.literal(message) });
}

export const userCreatedSchema = z.strictObject({
  message: z.literal('User created'),
  user_id: z.string(),
});
