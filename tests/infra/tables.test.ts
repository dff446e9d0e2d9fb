import { describe, expect, test } from 'vitest';
import { tableDefinitions } from '../../src/stores/dynamodb/tables.ts';
import { DEFAULT_NAMES, type Deployment, STAGES, type Stage, tableKey } from './deployment.ts';
import { TEMPLATES } from './deployments.ts';
import { type Fields, fieldsOf, listOf } from './yaml-template.ts';

function tablesOf({ resources }: Deployment): readonly (readonly [key: string, table: Fields])[] {
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([id, table]) => [tableKey(id), table] as const);
}

/** Attributes in any order: the engine has none of them. */
function sorted(value: unknown): readonly string[] {
  return listOf(value as Fields)
    .map((one) => JSON.stringify(Object.entries(fieldsOf(one)).sort()))
    .sort();
}

describe.each(TEMPLATES)('%s', (_, read) => {
  test('has the tables of the code, with their keys and indexes', () => {
    const tables = new Map(tablesOf(read('staging')));
    const wanted = new Map(
      tableDefinitions(DEFAULT_NAMES).map((definition) => [
        Object.entries(DEFAULT_NAMES).find(([, name]) => name === definition.create.TableName)?.[0],
        definition,
      ]),
    );
    expect([...tables.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [key, table] of tables) {
      const properties = fieldsOf(table['Properties']);
      const { create, expiresAt } = wanted.get(key) ?? {};
      expect(properties['BillingMode'], key).toBe(create?.BillingMode);
      expect(properties['KeySchema'], key).toEqual(create?.KeySchema);
      expect(properties['GlobalSecondaryIndexes'], key).toEqual(create?.GlobalSecondaryIndexes);
      expect(sorted(properties['AttributeDefinitions']), key).toEqual(
        sorted(create?.AttributeDefinitions),
      );
      expect(properties['TimeToLiveSpecification'], key).toEqual(
        expiresAt && { AttributeName: expiresAt, Enabled: true },
      );
    }
  });

  test('tells new rows of the outbox to the dispatcher', () => {
    const { functionAt, resources } = read('staging');
    const outbox = fieldsOf(resources['OutboxTable']?.['Properties']);
    expect(outbox['StreamSpecification']).toEqual({ StreamViewType: 'KEYS_ONLY' });
    const stream = fieldsOf(resources['EventsStream']?.['Properties']);
    expect(stream['EventSourceArn']).toEqual({ 'Fn::GetAtt': ['OutboxTable', 'StreamArn'] });
    const id = String(fieldsOf(stream['FunctionName'])['Ref']);
    expect(functionAt({ 'Fn::GetAtt': [id, 'Arn'] })).toBe('events');
  });

  test.each(STAGES)('encrypts, and keeps what production has: %s', (stage: Stage) => {
    const keeps = stage === 'production';
    for (const [key, table] of tablesOf(read(stage))) {
      const { SSESpecification, DeletionProtectionEnabled, PointInTimeRecoverySpecification } =
        fieldsOf(table['Properties']);
      expect(SSESpecification, key).toEqual({ SSEEnabled: true });
      expect(DeletionProtectionEnabled, key).toBe(keeps);
      expect(PointInTimeRecoverySpecification, key).toEqual({ PointInTimeRecoveryEnabled: keeps });
      expect(table['DeletionPolicy'], key).toBe(keeps ? 'Retain' : 'Delete');
      expect(table['UpdateReplacePolicy'], key).toBe(keeps ? 'Retain' : 'Delete');
    }
    const photos = read(stage).resources['PhotosBucket'];
    expect(photos?.['DeletionPolicy']).toBe(keeps ? 'Retain' : 'Delete');
    expect(fieldsOf(photos?.['Properties'])['VersioningConfiguration']).toEqual({
      Status: keeps ? 'Enabled' : 'Suspended',
    });
  });

  test('has the stage in the name of each table', () => {
    const namesIn = (stage: Stage) =>
      tablesOf(read(stage)).map(([, table]) =>
        JSON.stringify(fieldsOf(table['Properties'])['TableName']),
      );
    expect(new Set(namesIn('dev')).size).toBe(namesIn('dev').length);
    for (const name of namesIn('dev')) expect(name).toMatch(/\$\{Stage\}|kitroom-dev-/);
  });
});
