import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The part of the run that is no route: starts and memory. */
export const START = 'start';

export const STORES = ['sqlite', 'dynamodb'] as const;

export interface BenchOptions {
  readonly store: (typeof STORES)[number];
  /** Of one round. */
  readonly seconds: number;
  readonly connections: number;
  /** Empty means everything. */
  readonly only: readonly string[];
  readonly jsonFile: string | undefined;
}

/** What the person at the keyboard got wrong, in a sentence. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** @throws OptionError */
export function parseOptions(args: readonly string[], routeNames: readonly string[]): BenchOptions {
  const { store, seconds, connections, only = [], json } = parse(args);
  const names = [...routeNames, START];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new OptionError(`--only must be one of ${names.join(', ')}, not "${unknown}".`);
  }
  if (json !== undefined) checkWritable(json);
  return {
    store: knownStore(store),
    seconds: wholeNumber('--seconds', seconds, 600),
    connections: wholeNumber('--connections', connections, 1000),
    only,
    jsonFile: json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        store: { type: 'string', default: 'sqlite' },
        seconds: { type: 'string', default: '3' },
        connections: { type: 'string', default: '10' },
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionError(
      `${reason}\nOptions: --store sqlite|dynamodb, --seconds N, --connections N, --only <route>, --json <file>.`,
    );
  }
}

function knownStore(name: string): BenchOptions['store'] {
  const store = STORES.find((one) => one === name);
  if (store !== undefined) return store;
  throw new OptionError(`--store must be one of ${STORES.join(', ')}, not "${name}".`);
}

function wholeNumber(option: string, text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
  throw new OptionError(`${option} must be a whole number from 1 to ${max}, not "${text}".`);
}

/** Now, and not after minutes of measuring. */
function checkWritable(file: string): void {
  try {
    writeFileSync(file, '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionError(`--json must name a file that can be written: ${reason}.`);
  }
}
