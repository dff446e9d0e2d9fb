import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import validate from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { isErrorCode } from '../../src/domain/errors.ts';
import { DEFINITIONS, workflowBench } from './workflow-bench.ts';

const bench = workflowBench();
const FOLDER = fileURLToPath(new URL('../../src/workflows', import.meta.url));

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
}

/** Of every workflow, by "workflow / state". */
function states(): readonly (readonly [name: string, state: State])[] {
  return Object.entries(DEFINITIONS).flatMap(([workflow, { States }]) =>
    Object.entries<State>(States).map(([name, state]) => [`${workflow} / ${name}`, state] as const),
  );
}

function resourceNames(): readonly string[] {
  return states().map(([, { Resource }]) => /^\$\{(\w+)\}$/.exec(Resource ?? '')?.[1] ?? '');
}

/** The definition as a template leaves it: each placeholder is a function's ARN. */
function deployed(definition: object): object {
  const text = JSON.stringify(definition).replaceAll(
    /\$\{(\w+)\}/g,
    'arn:aws:lambda:eu-central-1:123456789012:function:$1',
  );
  return JSON.parse(text) as object;
}

describe('the workflow files', () => {
  test('are all known by name', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.asl.json'));
    expect(files.sort()).toEqual(
      Object.keys(DEFINITIONS)
        .map((name) => `${name}.asl.json`)
        .sort(),
    );
  });

  test.each(Object.entries(DEFINITIONS))('%s is valid Amazon States Language', (_, definition) => {
    const result = validate(deployed(definition));
    expect(result.isValid ? '' : result.errorsText('\n')).toBe('');
  });

  test('a broken one would not pass as valid', () => {
    const broken = structuredClone(DEFINITIONS['update-user']) as { StartAt: string };
    broken.StartAt = 'Nowhere';
    expect(validate(deployed(broken)).isValid).toBe(false);
    const misnamed = JSON.parse(
      JSON.stringify(deployed(DEFINITIONS['update-user'])).replaceAll('arn:aws:', 'nra:'),
    ) as object;
    expect(validate(misnamed).isValid).toBe(false);
  });

  test('use JSONPath without variables, which the local interpreter knows', () => {
    expect(JSON.stringify(DEFINITIONS)).not.toMatch(/JSONata|"Assign"|"Arguments"|\{%/);
  });

  test('name a known task in every state, and use every task', () => {
    const tasks = Object.keys(bench().tasks);
    for (const name of resourceNames()) expect(tasks).toContain(name);
    expect([...new Set(resourceNames())].sort()).toEqual(tasks.sort());
  });

  test('name each state as its task', () => {
    for (const [name, { Resource }] of states()) {
      const words = name.split(' / ')[1]?.toLowerCase().replaceAll(' ', '_');
      expect(Resource).toBe(`\${${words}}`);
    }
  });

  test("name only errors that exist: AWS's own or a code of ours", () => {
    const names = states().flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    expect(names).toContain('STORE_UNAVAILABLE');
    const unknown = names.filter((name) => !/^(States|Lambda)\./.test(name) && !isErrorCode(name));
    expect(unknown).toEqual([]);
  });

  test('end well within the half minute that a gateway waits', () => {
    for (const { TimeoutSeconds } of Object.values(DEFINITIONS)) {
      expect(TimeoutSeconds).toBeLessThan(29);
    }
  });
});
