import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions, isConditionalFailure, itemOfFailedWrite } from './dynamodb-errors.ts';
import type { Item } from './read-pages.ts';
import type { Action } from './transaction.ts';
import { type ItemChanges, updateExpression } from './update-expression.ts';

interface OnceUpdate extends ItemChanges {
  readonly TableName: string;
  readonly Key: Record<string, unknown>;
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly returns?: 'ALL_NEW' | 'ALL_OLD';
  readonly writeId?: string;
  /** Written in the same step, which then returns nothing. */
  readonly tells?: readonly Action[] | undefined;
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
  const { TableName, Key, attributes, added, condition, values, tells = [] } = update;
  const { writeId = connection.newId(), returns = 'NONE' } = update;
  const expression = updateExpression({
    attributes: { ...attributes, last_write: writeId },
    added,
  });
  const marked = {
    TableName,
    Key,
    ...expression,
    ConditionExpression: `(${condition}) AND (attribute_not_exists(last_write) OR last_write <> :writeId)`,
    ExpressionAttributeValues: {
      ...expression.ExpressionAttributeValues,
      ...values,
      ':writeId': writeId,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  try {
    const { Attributes } = await connection.send<{ readonly Attributes?: Item }>(
      tells.length === 0
        ? new UpdateCommand({ ...marked, ReturnValues: returns })
        : new TransactWriteCommand({
            ClientRequestToken: connection.newId(),
            TransactItems: [{ Update: marked }, ...tells],
          }),
    );
    return { kind: 'done', item: Attributes };
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    const item = tells.length === 0 ? itemOfFailedWrite(error) : failedActions(error).get(0);
    return { kind: item?.['last_write'] === writeId ? 'repeated' : 'refused', item };
  }
}
