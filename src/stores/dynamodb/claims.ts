import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import type { Item } from './read-pages.ts';

/** Keys of the table of claims: what only one may have. */
export const claimOf = {
  email: (email: string) => `email#${email}`,
  retiredUserId: (userId: string) => `retired-user-id#${userId}`,
  idempotencyKey: (scope: string, key: string) => `idempotency-key#${JSON.stringify([scope, key])}`,
  currency: 'setting#currency',
  adminRoster: 'roster#admins',
} as const;

export async function findClaim(
  connection: DynamodbConnection,
  claim: string,
): Promise<Item | undefined> {
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({ TableName: connection.names.claims, Key: { claim }, ConsistentRead: true }),
  );
  return Item;
}

/** Part of a transaction: frees an account's email, unless another account claims the same one. */
export function releaseEmail(
  TableName: string,
  { email, userId }: { readonly email: string; readonly userId: string },
) {
  return {
    Delete: {
      TableName,
      Key: { claim: claimOf.email(email) },
      ConditionExpression: 'attribute_not_exists(claim) OR user_id = :me',
      ExpressionAttributeValues: { ':me': userId },
    },
  };
}
