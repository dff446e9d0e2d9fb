import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../domain/user.ts';
import { claimOf } from './claims.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { isConditionalFailure } from './dynamodb-errors.ts';
import { queryItems } from './read-pages.ts';

const ACTIVE = '(attribute_not_exists(#status) OR #status = :active)';
const OF_ACTIVE_ADMIN = {
  ExpressionAttributeNames: { '#role': 'role', '#status': 'status' },
  ExpressionAttributeValues: { ':admin': 'admin', ':active': 'active' },
};

export function isActiveAdmin({ role, status }: Pick<User, 'role' | 'status'>): boolean {
  return role === 'admin' && status === 'active';
}

/** Part of each transaction that makes an active admin: one claim lists their ids. */
export function joinRoster(TableName: string, userId: string) {
  return {
    Update: {
      TableName,
      Key: { claim: claimOf.adminRoster },
      UpdateExpression: 'ADD admins :me',
      ExpressionAttributeValues: { ':me': new Set([userId]) },
    },
  };
}

/**
 * Part of each transaction that ends an active admin. All of them meet at the one roster, so it
 * always keeps somebody. Who is not on it, since other code made them an admin, may go where it
 * has anybody.
 */
export function leaveRoster(TableName: string, userId: string) {
  return {
    Update: {
      TableName,
      Key: { claim: claimOf.adminRoster },
      UpdateExpression: 'DELETE admins :me',
      ConditionExpression:
        'attribute_exists(admins) AND (size(admins) > :one OR NOT contains(admins, :id))',
      ExpressionAttributeValues: { ':me': new Set([userId]), ':id': userId, ':one': 1 },
    },
  };
}

/**
 * Where the roster has nobody else, an active admin whom other code made may still be there: puts
 * one on the roster. Gives whether there was one.
 */
export async function enrolAnotherAdmin(
  connection: DynamodbConnection,
  userId: string,
): Promise<boolean> {
  const admins = await queryItems(
    connection,
    {
      TableName: connection.names.users,
      IndexName: connection.names.usersByRole,
      KeyConditionExpression: '#role = :admin',
      FilterExpression: ACTIVE,
      ...OF_ACTIVE_ADMIN,
    },
    Number.POSITIVE_INFINITY,
  );
  for (const { user_id: id } of admins) {
    if (id !== userId && (await enrol(connection, String(id)))) return true;
  }
  return false;
}

async function enrol(connection: DynamodbConnection, userId: string): Promise<boolean> {
  const { users, claims } = connection.names;
  try {
    await connection.send(
      new TransactWriteCommand({
        ClientRequestToken: connection.newId(),
        TransactItems: [
          {
            // The index may be behind.
            ConditionCheck: {
              TableName: users,
              Key: { user_id: userId },
              ConditionExpression: `#role = :admin AND ${ACTIVE}`,
              ...OF_ACTIVE_ADMIN,
            },
          },
          joinRoster(claims, userId),
        ],
      }),
    );
    return true;
  } catch (error) {
    if (!isConditionalFailure(error)) throw error;
    return false;
  }
}
