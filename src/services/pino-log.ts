import { destination, type LevelWithSilent, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../ports/log.ts';

/** Removed wherever a line might carry them, as a net below the rule that no code logs them. */
const SECRET_FIELDS = ['password', 'passwordHash', 'password_hash', 'credential', 'authorization'];

/** JSON lines on standard output. */
export function pinoLog(level: LevelWithSilent): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]),
        remove: true,
      },
    },
    destination({ dest: 1, sync: false }),
  );
}
