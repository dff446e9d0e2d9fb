import { decodeCursor, encodeCursor } from '../../domain/cursor.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { User, UserChanges } from '../../domain/user.ts';
import type {
  CreateUserOutcome,
  UpdateUserOutcome,
  UserFilter,
  UserStore,
} from '../../ports/user-store.ts';
import { pageOf } from './page-of.ts';
import { sqliteAccountAccess } from './sqlite-account-access.ts';
import { isUniqueViolation, type SqliteConnection } from './sqlite-connection.ts';
import { sqliteCredentials } from './sqlite-credentials.ts';
import { writeUserEvent } from './sqlite-outbox.ts';
import { toJson, toRow, toUser, USER_COLUMNS } from './user-row.ts';

const BY_AGE = 'users-by-age';
const BY_EMAIL = 'users-by-email';
/** Sorts after every email. */
const END = '\u{10FFFF}';

export function sqliteUsers(connection: SqliteConnection): UserStore {
  const insert = connection.statement(`
    INSERT INTO users (${USER_COLUMNS}, password_hash)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
    WHERE NOT EXISTS (SELECT 1 FROM retired_user_ids WHERE user_id = ?1)
    ON CONFLICT DO NOTHING`);
  const find = connection.statement(`SELECT ${USER_COLUMNS} FROM users WHERE user_id = ?`);
  const findByEmail = connection.statement(`SELECT ${USER_COLUMNS} FROM users WHERE email = ?`);
  const findIdByEmail = connection.statement('SELECT user_id FROM users WHERE email = ?');
  const emailInUse = connection.statement('SELECT 1 FROM users WHERE email = ? AND user_id <> ?');
  const update = connection.statement(`
    UPDATE users SET
      email = coalesce(:email, email),
      firstname = coalesce(:firstname, firstname),
      lastname = coalesce(:lastname, lastname),
      dob = coalesce(:dob, dob),
      address = coalesce(:address, address),
      gender = coalesce(:gender, gender),
      phone_number = coalesce(:phoneNumber, phone_number),
      personal_details = coalesce(:personalDetails, personal_details),
      session_epoch = session_epoch + (coalesce(:email, email) <> email),
      kept_session_id = iif(coalesce(:email, email) <> email, :keptSessionId, kept_session_id),
      kept_epoch = iif(coalesce(:email, email) <> email, :keptEpoch, kept_epoch),
      updated_at = :updatedAt,
      version = version + 1
    WHERE user_id = :userId
      AND (:versions IS NULL OR version IN (SELECT value FROM json_each(:versions)))
    RETURNING ${USER_COLUMNS}`);

  return {
    ...sqliteCredentials(connection),
    ...sqliteAccountAccess(connection),
    createUser: (user, passwordHash) =>
      connection.write<CreateUserOutcome>(() => {
        const { changes } = insert.run(...toRow(user), passwordHash ?? null);
        if (changes === 1) {
          writeUserEvent(connection, 'user.created', { userId: user.userId, at: user.createdAt });
          return 'created';
        }
        return emailInUse.get(user.email, user.userId) ? 'email-taken' : 'user-id-taken';
      }),
    findUser: (userId) => connection.run(() => toUser(find.get(userId))),
    findUserByEmail: (email) => connection.run(() => toUser(findByEmail.get(email))),
    findUserIdByEmail: (email) =>
      connection.run(() => findIdByEmail.get(email)?.['user_id'] as string | undefined),
    isEmailKnown: (email) => connection.run(() => findIdByEmail.get(email) !== undefined),
    updateUser: (userId, changes, { updatedAt, keptSession, expectedVersions }) =>
      connection.write<UpdateUserOutcome>(() => {
        try {
          const user = toUser(
            update.get({
              userId,
              updatedAt,
              keptSessionId: keptSession?.sessionId ?? null,
              keptEpoch: keptSession?.epoch ?? null,
              versions: toJson(expectedVersions),
              ...toValues(changes),
            }),
          );
          if (user !== undefined) {
            writeUserEvent(connection, 'user.updated', { userId, at: updatedAt });
            return { kind: 'updated', user };
          }
        } catch (error) {
          if (isUniqueViolation(error)) return { kind: 'email-taken' };
          throw error;
        }
        return { kind: find.get(userId) ? 'version-mismatch' : 'not-found' };
      }),
    listUsers: (filter, page) => connection.run(() => listUsers(connection, filter, page)),
  };
}

function listUsers(
  connection: SqliteConnection,
  filter: UserFilter,
  { limit, cursor }: PageRequest,
): Page<User> {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const where = (condition: string, ...bound: readonly string[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  const { email, emailPrefix: prefix, role, status } = filter;
  const plus = plusesOf(filter);
  if (email !== undefined) where('email = ?', email);
  if (status !== undefined) where(`${plus.status}status = ?`, status);
  if (role !== undefined) where(`${plus.role}role = ?`, role);

  const byEmail = prefix !== undefined;
  const list = byEmail ? BY_EMAIL : BY_AGE;
  const key = cursor === undefined ? undefined : decodeCursor(cursor, list, byEmail ? 1 : 2);
  if (byEmail) {
    const [after = ''] = key ?? [];
    // One lower bound: of two the engine seeks to the first alone.
    where('email >= max(?, ?) AND email < ? AND email <> ?', prefix, after, prefix + END, after);
  } else if (key) {
    where('(created_at, user_id) < (?, ?)', ...key);
  }

  const statement = connection.statement(`
    SELECT ${USER_COLUMNS} FROM users ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY ${byEmail ? 'email' : 'created_at DESC, user_id DESC'} LIMIT ?`);
  const users = statement.all(...values, limit + 1).map((row) => toUser(row) as User);
  return pageOf(users, limit, (last) =>
    encodeCursor(list, byEmail ? [last.email] : [last.createdAt, last.userId]),
  );
}

/**
 * A plus keeps the planner off a column's index: of two filters it is to walk the rarer, and where
 * neither is rare, the accounts by age.
 */
function plusesOf({ role, status }: UserFilter) {
  if (role === undefined || status === undefined) return { role: '', status: '' };
  if (role === 'admin') return { role: '', status: '+' };
  return { role: '+', status: status === 'disabled' ? '' : '+' };
}

/** What is not changed is NULL. */
function toValues(changes: UserChanges) {
  return {
    email: changes.email ?? null,
    firstname: changes.firstname ?? null,
    lastname: changes.lastname ?? null,
    dob: changes.dob ?? null,
    address: changes.address ?? null,
    gender: changes.gender ?? null,
    phoneNumber: changes.phoneNumber ?? null,
    personalDetails: toJson(changes.personalDetails),
  };
}
