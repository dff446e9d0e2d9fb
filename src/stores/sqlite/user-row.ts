import type { PersonalDetails } from '../../domain/personal-details.ts';
import { type AccountAccess, keptSessionIdAt } from '../../domain/session.ts';
import type { Role, User, UserStatus } from '../../domain/user.ts';

/** What a view of an account shows. */
export const USER_COLUMNS = `user_id, email, firstname, lastname, dob, address, gender, phone_number,
  personal_details, role, status, created_at, updated_at, version`;

/** What `toAccountAccess` reads. */
export const ACCESS_COLUMNS =
  'user_id, email, role, status, session_epoch, kept_session_id, kept_epoch';

/** Part of an UPDATE of an account: every session it has is over. */
export const END_ALL_SESSIONS =
  'session_epoch = session_epoch + 1, kept_session_id = NULL, kept_epoch = NULL';

export function toRow(user: User): (string | number | null)[] {
  return [
    user.userId,
    user.email,
    user.firstname ?? null,
    user.lastname ?? null,
    user.dob ?? null,
    user.address ?? null,
    user.gender ?? null,
    user.phoneNumber ?? null,
    toJson(user.personalDetails),
    user.role,
    user.status,
    user.createdAt,
    user.updatedAt,
    user.version,
  ];
}

export function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export function toUser(row: Record<string, unknown> | undefined): User | undefined {
  if (row === undefined) return undefined;
  const text = (column: string) => (row[column] as string | null) ?? undefined;
  const personalDetails = text('personal_details');
  return {
    userId: String(row['user_id']),
    email: String(row['email']),
    firstname: text('firstname'),
    lastname: text('lastname'),
    dob: text('dob'),
    address: text('address'),
    gender: text('gender'),
    phoneNumber: text('phone_number'),
    personalDetails: personalDetails && (JSON.parse(personalDetails) as PersonalDetails),
    role: row['role'] as Role,
    status: row['status'] as UserStatus,
    createdAt: String(row['created_at']),
    updatedAt: String(row['updated_at']),
    version: Number(row['version']),
  } as User;
}

export function toAccountAccess(row: Record<string, unknown>): AccountAccess {
  const sessionEpoch = Number(row['session_epoch']);
  const sessionId = row['kept_session_id'] as string | null;
  const kept = sessionId === null ? undefined : { sessionId, epoch: Number(row['kept_epoch']) };
  return {
    userId: String(row['user_id']),
    email: String(row['email']),
    role: row['role'] as Role,
    status: row['status'] as UserStatus,
    sessionEpoch,
    keptSessionId: keptSessionIdAt(sessionEpoch, kept),
  };
}
