import { AppError } from '../../domain/errors.ts';
import { newCustomer } from '../../domain/new-customer.ts';
import type { UserProfile } from '../../domain/user.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SealedCredentials } from '../../ports/sealed-credentials.ts';
import type { UserStore } from '../../ports/user-store.ts';

interface CreateUserRecordPorts {
  readonly users: UserStore;
  readonly credentials: SealedCredentials;
  readonly clock: Clock;
}

export interface UserRecordRequest {
  readonly userId: string;
  readonly profile: UserProfile;
  /** The sealed password hash. */
  readonly credential: string;
}

/**
 * The last step of a registration, and its guarantee. Safe to retry: the id was drawn for this one
 * registration, so an account that has it already is the earlier attempt's.
 * @throws AppError USER_EXISTS
 */
export function createUserRecord({ users, credentials, clock }: CreateUserRecordPorts) {
  return async ({ userId, profile, credential }: UserRecordRequest): Promise<void> => {
    const passwordHash = credentials.open(credential, userId);
    const outcome = await users.createUser(newCustomer(userId, profile, clock()), passwordHash);
    if (outcome === 'created') return;
    const earlier = await users.findUser(userId);
    if (earlier?.email !== profile.email) throw new AppError('USER_EXISTS');
  };
}
