import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { sourceFiles } from '../architecture/source-files.ts';
import { type DeployedFunction, grantsOf, tableKey } from './deployment.ts';
import { TEMPLATES } from './deployments.ts';
import { fieldsOf, type Value } from './yaml-template.ts';

/** Known to Node itself. */
/** Which a function may not do without, or should not leave to a default. */
const REQUIRED = ['STORE', 'ACCESS', 'LOG_LEVEL', 'CURRENCY', 'CORS_ORIGINS', 'TRUSTED_HOPS'];
const config = sourceFiles('src/config')
  .map(({ text }) => text)
  .join('\n');
const known = new Set(
  [...config.matchAll(/settings\.\w+\(\s*'([A-Z_]+)'|env\['([A-Z_0-9]+)'\]/g)].map(
    ([, read, direct]) => read ?? direct ?? '',
  ),
);
// These are read by a function that is given their names.
for (const [, name = ''] of config.matchAll(/parse\w+\(settings, '([A-Z_]+)'\)/g)) known.add(name);
const tables = [...known].filter((name) => name.endsWith('_TABLE'));

const has = (grants: Readonly<Record<string, unknown>>, what: string) =>
  Object.hasOwn(grants, what);

/** Settings that only some functions have, and how to know those. */
const OF_SOME: Readonly<Record<string, (one: DeployedFunction) => boolean>> = {
  SETTINGS_SECRET: (one) => has(grantsOf(one), 'secret'),
  PHOTOS_BUCKET: (one) => has(grantsOf(one), 'photos'),
  USER_REGISTRATION_WORKFLOW: (one) => has(grantsOf(one), 'workflows'),
  UPDATE_USER_WORKFLOW: (one) => has(grantsOf(one), 'workflows'),
  PENDING_ORDER_HOURS: ({ name }) => name === 'expiry',
  WEBHOOKS_TO_PRIVATE: ({ name }) => ['administration', 'events'].includes(name),
};

/** What a function would be given on AWS, with the template's own names for what it makes. */
function asText(value: Value): string {
  if (typeof value === 'string') return value;
  const made = String(fieldsOf(value)['Ref']);
  if (made === 'PhotosBucket') return 'photos-bucket';
  return made.endsWith('Workflow') ? `arn:aws:states:any:123456789012:stateMachine:${made}` : made;
}

test('the settings of the code are found', () => {
  expect(tables).toHaveLength(13);
  for (const name of [...REQUIRED, ...Object.keys(OF_SOME), 'TOKEN_ISSUER', 'TOKEN_AUDIENCE']) {
    expect([...known]).toContain(name);
  }
});

describe.each(TEMPLATES)('%s', (_, read) => {
  const { functions } = read('staging');

  test.each(functions)('gives $name settings that the code knows', ({ environment }) => {
    const unknown = Object.keys(environment).filter((name) => !known.has(name));
    expect(unknown).toEqual([]);
  });

  test.each(functions)('gives $name the settings that it needs and no others', (one) => {
    const { environment } = one;
    const needed = Object.keys(OF_SOME).filter((name) => OF_SOME[name]?.(one));
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining([...REQUIRED, ...tables, ...needed]),
    );
    expect(Object.keys(OF_SOME).filter((name) => name in environment)).toEqual(needed);
    expect(environment).toMatchObject({ STORE: 'dynamodb', ACCESS: 'protected' });
    expect(environment['WEBHOOKS_TO_PRIVATE'] ?? 'off').toBe('off');
  });

  test.each(functions)('gives $name settings that the code takes', ({ environment }) => {
    const config = parseConfig({
      ...Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, asText(value)]),
      ),
      AWS_LAMBDA_FUNCTION_NAME: 'any',
      AWS_REGION: 'eu-west-1',
    });
    if (config.store.kind !== 'dynamodb') throw new Error('Only DynamoDB is there');
    const { names } = config.store;
    const byKey = Object.entries(names).filter(([, name]) => name.endsWith('Table'));
    expect(byKey).toHaveLength(tables.length);
    for (const [key, name] of byKey) expect(tableKey(name)).toBe(key);
    const { 'user-registration': registration, 'update-user': update } =
      config.workflows.arns ?? {};
    expect(registration ?? 'UserRegistrationWorkflow').toMatch(/UserRegistrationWorkflow$/);
    expect(update ?? 'UpdateUserWorkflow').toMatch(/UpdateUserWorkflow$/);
  });

  test('lets only those that answer requests or open a password read the secret', () => {
    const readers = functions.filter((one) => 'SETTINGS_SECRET' in one.environment);
    const answering = functions.filter(({ routes }) => routes.length > 0);
    expect(readers.map(({ name }) => name).sort()).toEqual(
      [...answering.map(({ name }) => name), 'create_user_record'].sort(),
    );
  });

  test('holds no secret itself', () => {
    const names = functions.flatMap(({ environment }) => Object.keys(environment));
    const secrets = ['TOKEN_KEYS', 'PASSWORD_PEPPERS', 'WORKFLOW_KEY'];
    expect(secrets.filter((name) => names.includes(name))).toEqual([]);
  });
});
