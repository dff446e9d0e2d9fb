import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import type { Item } from './read-pages.ts';
import { type ItemChanges, updateExpression } from './update-expression.ts';

interface OnceUpdate extends ItemChanges {
  readonly TableName: string;
  readonly Key: Record<string, unknown>;
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly returns?: 'ALL_NEW' | 'ALL_OLD';
  readonly writeId?: string;
}

export interface OnceOutcome {
  /** `repeated` where an attempt whose answer was lost had done it. */
  readonly kind: 'done' | 'repeated' | 'refused';
  /** What was asked for; after a repeat the item as it is now, after a refusal what was met. */
  readonly item: Item | undefined;
}

/** One conditional update, marked with its id, so that a repeat finds it done and never adds twice. */
export async function updateOnce(
  connection: DynamodbConnection,
  update: OnceUpdate,
): Promise<OnceOutcome> {
  const { TableName, Key, attributes, added, condition, values, returns = 'NONE' } = update;
  const { writeId = connection.newId() } = update;
  const expression = updateExpression({
    attributes: { ...attributes, last_write: writeId },
    added,
  });
  try {
    const { Attributes } = await connection.send<{ readonly Attributes?: Item }>(
      new UpdateCommand({
        TableName,
        Key,
        ...expression,
        ConditionExpression: `(${condition}) AND (attribute_not_exists(last_write) OR last_write <> :writeId)`,
        ExpressionAttributeValues: {
          ...expression.ExpressionAttributeValues,
          ...values,
          ':writeId': writeId,
        },
        ReturnValues: returns,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { kind: 'done', item: Attributes };
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = itemOfFailedWrite(error);
    return { kind: item?.['last_write'] === writeId ? 'repeated' : 'refused', item };
  }
}
