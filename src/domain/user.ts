import type { PersonalDetails } from './personal-details.ts';

export const ROLES = ['customer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const USER_STATUSES = ['active', 'disabled'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** What a person may say of themselves; each was normalised at the edge. */
export interface UserProfile {
  readonly email: string;
  readonly firstname?: string | undefined;
  readonly lastname?: string | undefined;
  /** YYYY-MM-DD */
  readonly dob?: string | undefined;
  readonly address?: string | undefined;
  readonly gender?: string | undefined;
  readonly phoneNumber?: string | undefined;
  readonly personalDetails?: PersonalDetails | undefined;
}

/** One account. The password hash is not part of it, so that no view can show it. */
export interface User extends UserProfile {
  readonly userId: string;
  readonly role: Role;
  readonly status: UserStatus;
  /** ISO 8601 in UTC, never changes. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Raised by every change; the entity tag of the account. */
  readonly version: number;
}

export type UserChanges = {
  readonly [Field in keyof UserProfile]?: UserProfile[Field] | undefined;
};
