import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { User } from '../../domain/user.ts';
import type { UserFilter, UserStore } from '../../ports/user-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { type Item, pageOfItems, queryItems, scanItems } from './read-pages.ts';
import { emailInitial, toUser } from './user-item.ts';

const WHOLE = 'users';
const BY_EMAIL = 'users-by-email';

/**
 * Through the index a filter names; the whole list, and the common role and status, which nearly
 * every account has, page by page through the table.
 */
export async function listUsers(
  connection: DynamodbConnection,
  users: Pick<UserStore, 'findUserByEmail'>,
  filter: UserFilter,
  page: PageRequest,
): Promise<Page<User>> {
  if (filter.email !== undefined) return listOne(users, filter, filter.email, page);
  if (filter.emailPrefix !== undefined) {
    return listByPrefix(connection, filter, filter.emailPrefix, page);
  }
  const rest = filterExpression(filter);
  const [userId] = page.cursor === undefined ? [] : decodeCursor(page.cursor, WHOLE, 1);
  const start = (key: Item) => (userId === undefined ? undefined : { ...key, user_id: userId });
  const items = await readList(connection, filter, rest, start, page.limit + 1);
  return pageOfItems(items, page.limit, toUser, (last) =>
    encodeCursor(WHOLE, [String(last['user_id'])]),
  );
}

function readList(
  connection: DynamodbConnection,
  { role, status }: UserFilter,
  rest: ReturnType<typeof filterExpression>,
  start: (key: Item) => Record<string, unknown> | undefined,
  wanted: number,
): Promise<readonly Item[]> {
  const { names } = connection;
  const index =
    role !== undefined && role !== 'customer'
      ? { IndexName: names.usersByRole, name: 'role', value: role }
      : status !== undefined && status !== 'active'
        ? { IndexName: names.usersByStatus, name: 'status', value: status }
        : undefined;
  if (index === undefined) {
    const input = { TableName: names.users, ...rest, ExclusiveStartKey: start({}) };
    return scanItems(connection, { ...input, ConsistentRead: true }, wanted);
  }
  // An index's own keys may not be filtered on, and need not be.
  const others = filterExpression(index.name === 'role' ? { status } : { role });
  return queryItems(
    connection,
    {
      TableName: names.users,
      IndexName: index.IndexName,
      KeyConditionExpression: '#key = :key',
      ...others,
      ExpressionAttributeNames: { ...others.ExpressionAttributeNames, '#key': index.name },
      ExpressionAttributeValues: { ...others.ExpressionAttributeValues, ':key': index.value },
      ExclusiveStartKey: start({ [index.name]: index.value }),
    },
    wanted,
  );
}

async function listOne(
  users: Pick<UserStore, 'findUserByEmail'>,
  { role, status, emailPrefix = '' }: UserFilter,
  email: string,
  { cursor }: PageRequest,
): Promise<Page<User>> {
  if (cursor !== undefined) decodeCursor(cursor, WHOLE, 1);
  const user = await users.findUserByEmail(email);
  if (!user?.email.startsWith(emailPrefix)) return { items: [] };
  const fits = (role ?? user.role) === user.role && (status ?? user.status) === user.status;
  return { items: fits ? [user] : [] };
}

async function listByPrefix(
  connection: DynamodbConnection,
  filter: UserFilter,
  prefix: string,
  { limit, cursor }: PageRequest,
): Promise<Page<User>> {
  const initial = emailInitial(prefix);
  const [email, userId] = cursor === undefined ? [] : decodeCursor(cursor, BY_EMAIL, 2);
  const rest = filterExpression(filter);
  const items = await queryItems(
    connection,
    {
      TableName: connection.names.users,
      IndexName: connection.names.usersByEmailInitial,
      KeyConditionExpression: 'email_initial = :initial AND begins_with(email, :prefix)',
      ...rest,
      ExpressionAttributeValues: {
        ...rest.ExpressionAttributeValues,
        ':initial': initial,
        ':prefix': prefix,
      },
      ExclusiveStartKey:
        email === undefined ? undefined : { email_initial: initial, email, user_id: userId },
    },
    limit + 1,
  );
  return pageOfItems(items, limit, toUser, (last) =>
    encodeCursor(BY_EMAIL, [String(last['email']), String(last['user_id'])]),
  );
}

/** Role and status are written only where they are not the common ones. */
function filterExpression({ role, status }: Pick<UserFilter, 'role' | 'status'>) {
  const wanted = [
    { name: 'role', value: role, common: 'customer' },
    { name: 'status', value: status, common: 'active' },
  ].filter(({ value }) => value !== undefined);
  if (wanted.length === 0) return {};
  const conditions = wanted.map(({ name, value, common }) =>
    value === common
      ? `(attribute_not_exists(#${name}) OR #${name} = :${name})`
      : `#${name} = :${name}`,
  );
  return {
    FilterExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(wanted.map(({ name }) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      wanted.map(({ name, value }) => [`:${name}`, value]),
    ),
  };
}
