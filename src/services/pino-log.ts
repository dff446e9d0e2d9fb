import { destination, type LevelWithSilent, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../ports/log.ts';
import { errorFields, SECRET_FIELDS } from './log-fields.ts';

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
