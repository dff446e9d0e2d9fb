import type { PersonalDetails } from '../../domain/personal-details.ts';
import { type AccountAccess, type KeptSession, keptSessionIdAt } from '../../domain/session.ts';
import type { Role, User, UserChanges, UserStatus } from '../../domain/user.ts';
import type { Item } from './read-pages.ts';

const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** Each profile field's attribute, as the shop document's functions name it. */
const ATTRIBUTES = {
  email: 'email',
  firstname: 'first_name',
  lastname: 'last_name',
  dob: 'dob',
  address: 'address',
  gender: 'gender',
  phoneNumber: 'phone_number',
} as const satisfies Partial<Record<keyof UserChanges, string>>;

/** What to write for the changes; personal details as JSON, which the engine's limits on numbers and names do not touch. */
export function profileAttributes(changes: UserChanges): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const [field, attribute] of Object.entries(ATTRIBUTES)) {
    const value = changes[field as keyof typeof ATTRIBUTES];
    if (value !== undefined) item[attribute] = value;
  }
  if (changes.email !== undefined) item['email_initial'] = emailInitial(changes.email);
  if (changes.personalDetails !== undefined) {
    item['personal_details'] = JSON.stringify(changes.personalDetails);
  }
  return item;
}

/** The partition of the emails' index: it spreads them and any prefix names its own. */
export function emailInitial(email: string): string {
  return String.fromCodePoint(email.codePointAt(0) ?? 0);
}

/** Role and status only where they are not the common ones, so that their indexes stay small. */
export function accessAttributes({ role, status }: Pick<User, 'role' | 'status'>) {
  return {
    role: role === 'customer' ? undefined : role,
    status: status === 'active' ? undefined : status,
  };
}

export function userItem(user: User, passwordHash: string | undefined): Record<string, unknown> {
  const { role, status } = accessAttributes(user);
  return {
    user_id: user.userId,
    ...profileAttributes(user),
    ...(role !== undefined && { role }),
    ...(status !== undefined && { status }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    version: user.version,
  };
}

/** An account from an item of ours or one that the documents' functions wrote. */
export function toUser(item: Item): User {
  const text = (...names: readonly string[]) => {
    const value = names.map((name) => item[name]).find((found) => found !== undefined);
    return value === undefined || value === null ? undefined : String(value);
  };
  return {
    userId: String(item['user_id']),
    email: text('email', 'customer_email') ?? '',
    firstname: text('first_name', 'firstname', 'firstName'),
    lastname: text('last_name', 'lastname', 'lastName'),
    dob: text('dob'),
    address: text('address'),
    gender: text('gender'),
    phoneNumber: text('phone_number'),
    personalDetails: toPersonalDetails(item['personal_details']),
    role: (text('role') ?? 'customer') as Role,
    status: (text('status') ?? 'active') as UserStatus,
    createdAt: text('created_at') ?? LONG_AGO,
    updatedAt: text('updated_at') ?? LONG_AGO,
    version: Number(item['version'] ?? 0),
  };
}

/** What `toAccountAccess` reads. */
export const ACCESS_ATTRIBUTES = [
  'user_id',
  'email',
  'customer_email',
  'role',
  'status',
  'session_epoch',
  'kept_session_id',
  'kept_epoch',
] as const;

export function toAccountAccess(item: Item): AccountAccess {
  const { userId, email, role, status } = toUser(item);
  const sessionEpoch = Number(item['session_epoch'] ?? 0);
  const sessionId = item['kept_session_id'] as string | undefined;
  const kept =
    sessionId === undefined ? undefined : { sessionId, epoch: Number(item['kept_epoch']) };
  const keptSessionId = keptSessionIdAt(sessionEpoch, kept);
  return { userId, email, role, status, sessionEpoch, keptSessionId };
}

/** What to write of the one session that a raise of the epoch leaves alive. */
export function keptAttributes(kept: KeptSession | undefined) {
  return { kept_session_id: kept?.sessionId, kept_epoch: kept?.epoch };
}

function toPersonalDetails(stored: unknown): PersonalDetails | undefined {
  if (typeof stored === 'string') return JSON.parse(stored) as PersonalDetails;
  return stored === undefined ? undefined : (stored as PersonalDetails);
}
