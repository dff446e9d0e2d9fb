import type {
  Credentials,
  PasswordProof,
  SessionsEnded,
  UserStore,
} from '../../ports/user-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { findUserItem, findUserItemByEmail } from './find-user.ts';
import { userOutboxActions } from './outbox-item.ts';
import type { Item } from './read-pages.ts';
import type { Action } from './transaction.ts';
import type { ItemChanges } from './update-expression.ts';
import { updateOnce } from './update-once.ts';
import { ACCESS_ATTRIBUTES, keptAttributes, toAccountAccess } from './user-item.ts';

type CredentialsStore = Pick<
  UserStore,
  'findCredentials' | 'setPassword' | 'startPasswordReset' | 'endSessions'
>;

const ATTRIBUTES = [...ACCESS_ATTRIBUTES, 'password_hash', 'reset_token_hash', 'reset_expires_at'];
const END_ALL = { attributes: keptAttributes(undefined), added: { session_epoch: 1 } };

export function dynamodbCredentials(connection: DynamodbConnection): CredentialsStore {
  const update = (
    userId: string,
    changes: ItemChanges,
    condition = 'attribute_exists(user_id)',
    values?: Readonly<Record<string, unknown>>,
    tells?: readonly Action[],
  ) =>
    updateOnce(connection, {
      TableName: connection.names.users,
      Key: { user_id: userId },
      ...changes,
      condition,
      values,
      tells,
    });
  return {
    async findCredentials(ref) {
      const item = await ('userId' in ref
        ? findUserItem(connection, ref.userId, ATTRIBUTES)
        : findUserItemByEmail(connection, ref.email, ATTRIBUTES));
      return item && toCredentials(item);
    },
    async setPassword(userId, passwordHash, { proof, ends }) {
      const { attributes, added } = ending(ends);
      const set = {
        password_hash: passwordHash,
        reset_token_hash: undefined,
        reset_expires_at: undefined,
      };
      const changes = { attributes: { ...set, ...attributes }, added };
      // Otherwise it is the same password, hashed anew.
      const tells =
        ends === 'none' ? [] : userOutboxActions(connection, 'user.password_changed', { userId });
      const { kind } = await update(userId, changes, ...conditionOf(proof), tells);
      return kind === 'refused' ? 'refused' : 'set';
    },
    async startPasswordReset(userId, { tokenHash, expiresAt }) {
      const { attributes, added } = END_ALL;
      const reset = {
        password_hash: undefined,
        reset_token_hash: tokenHash,
        reset_expires_at: expiresAt,
      };
      const { kind } = await update(userId, { attributes: { ...reset, ...attributes }, added });
      return kind === 'refused' ? 'not-found' : 'started';
    },
    async endSessions(userId) {
      const { kind } = await update(userId, END_ALL);
      return kind === 'refused' ? 'not-found' : 'ended';
    },
  };
}

function conditionOf(proof: PasswordProof): [string, Record<string, unknown>] {
  return 'passwordHash' in proof
    ? ['password_hash = :proven', { ':proven': proof.passwordHash }]
    : [
        'reset_token_hash = :proven AND reset_expires_at > :now',
        { ':proven': proof.resetTokenHash, ':now': proof.now },
      ];
}

function ending(ends: SessionsEnded): ItemChanges {
  if (ends === 'none') return { attributes: {} };
  return ends === 'all' ? END_ALL : { ...END_ALL, attributes: keptAttributes(ends.allBut) };
}

function toCredentials(item: Item): Credentials {
  const text = (name: string) => item[name] as string | undefined;
  const [tokenHash, expiresAt] = [text('reset_token_hash'), text('reset_expires_at')];
  return {
    ...toAccountAccess(item),
    passwordHash: text('password_hash'),
    pendingReset:
      tokenHash !== undefined && expiresAt !== undefined ? { tokenHash, expiresAt } : undefined,
  };
}
