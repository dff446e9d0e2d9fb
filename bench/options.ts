import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The part of the run that is no route: starts and memory. */
export const START = 'start';

export const STORES = ['sqlite', 'dynamodb'] as const;

/**
 * What a run is about: the routes beside a bare handler, sign-in beside the bare hashes, or a shop
 * that has grown beside a small one.
 */
const SUBJECTS = ['routes', 'login', 'growth'] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface BenchOptions {
  readonly subject: Subject;
  readonly store: (typeof STORES)[number];
  /** Of one round. */
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  /** Empty means everything. */
  readonly only: readonly string[];
  readonly jsonFile: string | undefined;
  /** Of sign-in: whether Better Auth is measured beside Kitroom. */
  readonly besideBetterAuth: boolean;
  /** Of growth: where the big shop is kept. */
  readonly dataDir: string | undefined;
}

/** What the person at the keyboard got wrong, in a sentence. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** `partNames` are what --only may name. @throws OptionError */
export function parseOptions(
  args: readonly string[],
  partNames: Readonly<Record<Subject, readonly string[]>>,
): BenchOptions {
  const { values, positionals } = parse(args);
  const { store, seconds, rounds, connections, only = [], json } = values;
  const subject = subjectOf(positionals);
  const names = partNames[subject];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new OptionError(`--only must be one of ${names.join(', ')}, not "${unknown}".`);
  }
  if (subject === 'growth' && store !== 'sqlite') {
    throw new OptionError('growth measures the embedded store alone.');
  }
  if (json !== undefined) checkWritable(json);
  return {
    subject,
    store: knownStore(store),
    seconds: wholeNumber('--seconds', seconds, 600),
    rounds: wholeNumber('--rounds', rounds, 100),
    connections: wholeNumber('--connections', connections, 1000),
    only,
    jsonFile: json,
    besideBetterAuth: !values['without-better-auth'],
    dataDir: values['data-dir'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        store: { type: 'string', default: 'sqlite' },
        seconds: { type: 'string', default: '3' },
        rounds: { type: 'string', default: '3' },
        connections: { type: 'string', default: '10' },
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
        'without-better-auth': { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OptionError(
      `${reason}\nOptions: --store sqlite|dynamodb, --seconds N, --rounds N, --connections N, --only <part>, --json <file>, for login --without-better-auth, for growth --data-dir <folder>.`,
    );
  }
}

function subjectOf(positionals: readonly string[]): Subject {
  const [subject = 'routes', ...others] = positionals;
  const known = SUBJECTS.find((one) => one === subject);
  if (known !== undefined && others.length === 0) return known;
  throw new OptionError(
    `Give login, growth, or nothing for the routes, and not "${positionals.join(' ')}".`,
  );
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
