import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure } from './dynamodb-errors.ts';

/** Writes an item unless one has its key; `key` names an attribute of it. */
export async function putIfAbsent(
  connection: DynamodbConnection,
  TableName: string,
  key: string,
  Item: Record<string, unknown>,
): Promise<void> {
  const ConditionExpression = 'attribute_not_exists(#key)';
  const ExpressionAttributeNames = { '#key': key };
  try {
    await connection.send(
      new PutCommand({ TableName, Item, ConditionExpression, ExpressionAttributeNames }),
    );
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
  }
}
