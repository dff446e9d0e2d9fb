import type { User, UserProfile } from './user.ts';

/** An account as it begins: an active customer at version 1. */
export function newCustomer(userId: string, profile: UserProfile, now: Date): User {
  const createdAt = now.toISOString();
  return {
    ...profile,
    userId,
    role: 'customer',
    status: 'active',
    createdAt,
    updatedAt: createdAt,
    version: 1,
  };
}
