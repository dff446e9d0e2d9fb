import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { grantsOf } from './deployment.ts';
import { TEMPLATES } from './deployments.ts';
import { ROOT } from './yaml-template.ts';

type Grants = Readonly<Record<string, readonly string[]>>;

const permissions: Readonly<Record<string, Grants>> = JSON.parse(
  readFileSync(join(ROOT, 'infra/permissions.json'), 'utf8'),
);

function withSortedActions(grants: Grants): Grants {
  return Object.fromEntries(
    Object.entries(grants).map(([on, actions]) => [on, [...actions].sort()]),
  );
}

describe.each(TEMPLATES)('%s', (_, read) => {
  const { functions } = read('production');

  test('says of the functions that are permitted anything what they are', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(permissions).sort());
  });

  test.each(Object.keys(permissions))('allows %s what is written down and no more', (name) => {
    const deployed = functions.find((one) => one.name === name);
    expect(deployed && grantsOf(deployed)).toEqual(withSortedActions(permissions[name] ?? {}));
  });
});

test('no function is allowed whatever there is', () => {
  const actions = Object.values(permissions).flatMap((grants) => Object.values(grants).flat());
  expect(actions.length).toBeGreaterThan(100);
  expect(actions.filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action))).toEqual([]);
});

test('only what writes to a log of its own is allowed more in one template than in the other', () => {
  const logs = TEMPLATES.map(([tool, read]) => [
    tool,
    read('staging').functions.flatMap(({ statements }) =>
      statements.filter(({ Action }) => JSON.stringify(Action).includes('logs:')),
    ).length,
  ]);
  // SAM gives that by a policy of AWS.
  expect(logs).toEqual([
    ['SAM', 0],
    ['Serverless', Object.keys(permissions).length],
  ]);
});
