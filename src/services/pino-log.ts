import { destination, type LevelWithSilent, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../ports/log.ts';

/** A net below the rule that no code logs them. Flat, since a wildcard doubles the cost of a line. */
const SECRET_FIELDS = [
  ...['password', 'currentPassword', 'newPassword', 'current_password', 'new_password'],
  ...['passwordHash', 'password_hash', 'credential', 'authorization', 'token'],
  ...['accessToken', 'refreshToken', 'resetToken'],
  ...['access_token', 'refresh_token', 'reset_token'],
];

/** JSON lines on standard output. */
export function pinoLog(level: LevelWithSilent): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS, remove: true },
      serializers: { err: errorFields },
    },
    destination({ dest: 1, sync: false }),
  );
}

/** What a log shows of an error: an allow-list, since errors of libraries carry inputs. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFields(cause) }) };
}
