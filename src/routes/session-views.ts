import * as z from 'zod/mini';
import { ACCESS_TOKEN_SECONDS, type Session } from '../domain/session.ts';

/** What a sign-in and a refresh answer (RFC 6749 section 5.1, with the user's id). */
export function tokensView(tokens: {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly userId: string;
}) {
  return {
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: tokens.refreshToken,
    user_id: tokens.userId,
  };
}

/** `current` is the id of the session that asks. */
export function sessionView(session: Session, current: string | undefined) {
  return {
    session_id: session.sessionId,
    current: session.sessionId === current,
    user_agent: session.userAgent,
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.idleExpiresAt,
  };
}

export const tokensSchema = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  refresh_token: z.string(),
  user_id: z.string(),
});

const instant = z.string().check(z.meta({ format: 'date-time' }));

export const sessionPageSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      session_id: z.string(),
      current: z.boolean(),
      user_agent: z.optional(z.string()),
      created_at: instant,
      last_used_at: instant,
      expires_at: instant,
    }),
  ),
  next_cursor: z.nullable(z.string()),
});
