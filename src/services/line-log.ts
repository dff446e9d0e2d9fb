import { writeSync } from 'node:fs';
import type { Log } from '../ports/log.ts';
import { errorFields, SECRET_FIELDS } from './log-fields.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const STDOUT = 1;
const HIDDEN = new Set(SECRET_FIELDS);

/** JSON lines as the server's log writes them, each at once: a function may freeze after its answer. */
export function lineLog(level: (typeof LEVELS)[number]): Log {
  const lowest = LEVELS.indexOf(level);
  const write = (of: (typeof LEVELS)[number]) => (fields: object, message: string) => {
    if (LEVELS.indexOf(of) < lowest) return;
    const shown = Object.entries(fields).filter(([name]) => !HIDDEN.has(name));
    const line = Object.fromEntries(
      shown.map(([name, value]) => [name, name === 'err' ? errorFields(value) : value]),
    );
    const time = new Date().toISOString();
    writeSync(STDOUT, `${JSON.stringify({ level: of, time, ...line, msg: message })}\n`);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
