import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';

/** One write of a transaction, which may touch an item once. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What the engine takes in one transaction. */
export const MAX_ACTIONS = 100;

/**
 * All of the actions or none; a repeat after a lost answer is known by its token.
 * @throws the SDK's conditional failures as they are; AppError STORE_UNAVAILABLE
 */
export async function writeTogether(
  connection: DynamodbConnection,
  actions: readonly Action[],
): Promise<void> {
  await connection.send(
    new TransactWriteCommand({
      ClientRequestToken: connection.newId(),
      TransactItems: [...actions],
    }),
  );
}
