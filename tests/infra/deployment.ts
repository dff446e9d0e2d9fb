import { parseDynamodb } from '../../src/config/dynamodb-config.ts';
import { SettingsReader } from '../../src/config/settings-reader.ts';
import { type Fields, fieldsOf, listOf, type Value } from './yaml-template.ts';

export const STAGES = ['dev', 'staging', 'production'] as const;
export type Stage = (typeof STAGES)[number];

/** What a template says of one function, whichever template it is. */
export interface DeployedFunction {
  /** As the file in src/functions is called. */
  readonly name: string;
  readonly environment: Fields;
  /** "GET /users", or "$default". */
  readonly routes: readonly string[];
  readonly statements: readonly Fields[];
  readonly timeout: number;
}

export interface Deployment {
  readonly functions: readonly DeployedFunction[];
  /** With everything that depends on the stage settled. */
  readonly resources: Readonly<Record<string, Fields>>;
  /** The name of the function that a text such as an ARN of the template leads to. */
  readonly functionAt: (value: Value | undefined) => string | undefined;
}

/** What the code calls tables and indexes unless it is told otherwise. */
export const DEFAULT_NAMES = parseDynamodb(new SettingsReader({}), { AWS_REGION: 'any' }).names;

/** Of the log that each function writes, which is no part of what it does. */
const LOG_ACTIONS = new Set(['logs:CreateLogStream', 'logs:PutLogEvents']);

/** Actions by what they are allowed on, as infra/permissions.json calls it. */
export function grantsOf({ statements }: DeployedFunction): Record<string, readonly string[]> {
  const grants: Record<string, string[]> = {};
  for (const { Effect, Action, Resource } of statements) {
    if (Effect !== 'Allow') throw new Error('A function is allowed things one by one');
    const actions = listOf(Action).map(String);
    if (actions.every((action) => LOG_ACTIONS.has(action))) continue;
    const keys = new Set(listOf(Resource).map(grantedKey));
    for (const key of keys) grants[key] = [...(grants[key] ?? []), ...actions].sort();
  }
  return grants;
}

function grantedKey(resource: Value): string {
  if (typeof resource === 'string') return secretKey(resource);
  const { Ref, 'Fn::GetAtt': got, 'Fn::Sub': text } = fieldsOf(resource);
  if (Ref !== undefined) return referredKey(String(Ref));
  if (text !== undefined) return subKey(String(text));
  const [logicalId = '', attribute = ''] = listOf(got).map(String);
  if (logicalId === 'OutboxTable' && attribute === 'StreamArn') return 'outbox/stream';
  if (logicalId === 'PhotosBucket') return 'photosBucket';
  if (logicalId.endsWith('DeadLetters')) return 'deadLetters';
  if (logicalId.endsWith('Table') && attribute === 'Arn') return tableKey(logicalId);
  throw new Error(`Nobody knows ${JSON.stringify(resource)}`);
}

function secretKey(text: string): string {
  if (text === 'given settingsSecretArn') return 'secret';
  throw new Error(`A permission on ${text}`);
}

function referredKey(name: string): string {
  if (name === 'SettingsSecretArn') return 'secret';
  if (['UserRegistrationWorkflow', 'UpdateUserWorkflow'].includes(name)) return 'workflows';
  throw new Error(`A permission on ${name}`);
}

function subKey(text: string): string {
  if (/^\$\{PhotosBucket\.Arn\}\/photos\/\*$/.test(text)) return 'photos';
  const [, logicalId = '', index = ''] = /^\$\{(\w+)\.Arn\}\/index\/(\w+)$/.exec(text) ?? [];
  const indexKey = Object.entries(DEFAULT_NAMES).find(([, name]) => name === index)?.[0];
  if (indexKey === undefined) throw new Error(`No index of the code: ${text}`);
  return `${tableKey(logicalId)}/index/${indexKey}`;
}

/** "StockMovementsTable" is "stockMovements". */
export function tableKey(logicalId: string): string {
  const name = logicalId.replace(/Table$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}
