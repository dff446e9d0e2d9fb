import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERRORS } from '../../src/domain/errors.ts';
import { type SourceFile, sourceFiles } from './source-files.ts';

const files = sourceFiles('src');

/** A file of src over 200 lines, and why it is not split. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'src/routes/openapi.ts': 'one document, made by functions that share its shape',
};

/** Numbers that look like a status and are none. */
const NO_STATUS: Readonly<Record<string, readonly string[]>> = {
  // The longest address.
  'src/domain/profile-rules.ts': ['500'],
  // The longest issuer of tokens.
  'src/config/tokens-config.ts': ['200'],
  // The years of the calendar's round.
  'src/domain/date-of-birth.ts': ['400'],
  // How many places of a word a search reads.
  'src/usecases/products/list-catalogue.ts': ['400'],
  // What the engine itself answers.
  'src/stores/dynamodb/dynamodb-errors.ts': ['500'],
};

const STATUSES = new Set(
  '200 201 202 204 206 301 302 303 304 307 308 400 401 403 404 405 406 408 409 410 411 412 413 414 415 417 421 422 425 428 429 431 500 501 502 503 504'.split(
    ' ',
  ),
);

function isUnder(path: string, ...places: readonly string[]): boolean {
  return places.some((place) => path === `src/${place}` || path.startsWith(`src/${place}/`));
}

/** "file: what was found" for each match outside the places. */
function matchesOutside(pattern: RegExp, ...places: readonly string[]): readonly string[] {
  return files
    .filter(({ path }) => !isUnder(path, ...places))
    .flatMap(({ path, code }) => [...code.matchAll(pattern)].map(([text]) => `${path}: ${text}`));
}

describe('the outside world', () => {
  test('tells its environment to one file alone', () => {
    expect(matchesOutside(/process\s*\.\s*env|\benv\b.*=\s*process\b/g, 'config/env.ts')).toEqual(
      [],
    );
  });

  test('tells the time only where the parts are joined, at the entry and in services', () => {
    const clock = /Date\s*\.\s*now\b|new Date\(\s*\)|\bDate\(\s*\)|process\s*\.\s*hrtime/g;
    expect(matchesOutside(clock, 'wiring.ts', 'wiring', 'entry', 'services')).toEqual([]);
  });

  test('gives chance only where the parts are joined, at the entry and in services', () => {
    const chance = /Math\s*\.\s*random|randomUUID|randomBytes|randomInt|getRandomValues/g;
    expect(matchesOutside(chance, 'wiring.ts', 'wiring', 'entry', 'services')).toEqual([]);
  });

  test('has its process ended or marked by the entry alone', () => {
    expect(matchesOutside(/process\s*\.\s*(exit|exitCode|on|kill)\b/g, 'entry')).toEqual([]);
  });

  test('is written to by the log and the entry alone', () => {
    expect(matchesOutside(/\bconsole\s*\.|process\s*\.\s*std(out|err)/g, 'entry')).toEqual([]);
  });
});

describe('HTTP', () => {
  test('status numbers are known to the routes alone', () => {
    const found = files
      .filter(({ path }) => !isUnder(path, 'routes'))
      .flatMap(({ path, code }) =>
        [...code.matchAll(/(?<![\w.])\d{3}(?![\w.])/g)]
          .map(([number]) => number)
          .filter((number) => STATUSES.has(number) && !(NO_STATUS[path] ?? []).includes(number))
          .map((number) => `${path}: ${number}`),
      );
    expect(found).toEqual([]);
  });

  test('the statuses of errors are known to one file alone', () => {
    const found = files
      .filter(({ path }) => path !== 'src/routes/http-errors.ts')
      .flatMap(({ path, code }) =>
        [...code.matchAll(/status\w*\s*[:=]\s*[45]\d\d\b/gi)].map(([text]) => `${path}: ${text}`),
      );
    expect(found).toEqual([]);
  });
});

describe('files', () => {
  test('have no name that says nothing', () => {
    const empty = /(^|-)(utils?|helpers?|managers?|base|common|impl|misc|shared)(-|\.|$)/;
    expect(files.map(({ path }) => path).filter((path) => empty.test(basename(path)))).toEqual([]);
  });

  test('have at most 200 lines, or a reason', () => {
    const long = files.filter(({ text }) => linesOf(text) > 200).map(({ path }) => path);
    expect(long.filter((path) => !Object.hasOwn(LONG_FILES, path))).toEqual([]);
  });

  test('that are said to be long are long', () => {
    const stale = Object.keys(LONG_FILES).filter((path) => {
      const file = files.find((one) => one.path === path);
      return file === undefined || linesOf(file.text) <= 200;
    });
    expect(stale).toEqual([]);
  });
});

describe('errors', () => {
  const others = files.filter(({ path }) => path !== 'src/domain/errors.ts');

  test('are each used', () => {
    const unused = Object.keys(ERRORS).filter(
      (code) => !others.some(({ text }) => text.includes(`'${code}'`)),
    );
    expect(unused).toEqual([]);
  });

  test('have a code in upper snake case and a sentence of their own', () => {
    for (const code of Object.keys(ERRORS)) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    const messages = Object.values(ERRORS).map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });
});

describe('use cases', () => {
  const verbs =
    /^(add|adjust|cancel|change|check|clear|create|delete|deliver|end|get|list|load|log|merge|open|place|refresh|register|remove|replay|reset|save|set|show|start|update)-/;
  const useCases = files.filter(({ path }) => /^src\/usecases\/\w+\//.test(path));

  test('are found', () => {
    expect(useCases.length).toBeGreaterThan(15);
  });

  test('are each named by a verb that the project knows', () => {
    const names = useCases.map(({ path }) => basename(path));
    expect(names.filter((name) => !verbs.test(name))).toEqual([]);
  });

  test('each export the one function their file is named after', () => {
    expect(useCases.filter((file) => exportedFunctions(file).join() !== camelCase(file))).toEqual(
      [],
    );
  });

  test('are each offered to the routes or to the tasks', () => {
    const index = files.find(({ path }) => path === 'src/usecases/use-cases.ts');
    const unused = useCases
      .map(camelCase)
      .filter((name) => !index?.code.includes(`${name}(ports)`));
    expect(unused).toEqual([]);
  });
});

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}

function exportedFunctions({ code }: SourceFile): readonly string[] {
  return [...code.matchAll(/export (?:async )?(?:function|const) (\w+)/g)].map(
    ([, name = '']) => name,
  );
}

function camelCase({ path }: SourceFile): string {
  return basename(path, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
