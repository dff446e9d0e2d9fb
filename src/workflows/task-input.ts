import type { KeptSession } from '../domain/session.ts';
import type { UserProfile } from '../domain/user.ts';

export type TaskInput = Readonly<Record<string, unknown>>;

/** A field of a task's input. @throws Error when the workflow file does not provide it */
export function readText(input: TaskInput, field: string): string {
  const value = input[field];
  if (typeof value !== 'string') throw new Error(`Task input without ${field}`);
  return value;
}

/** As `readText`, for an object. */
export function readRecord(input: TaskInput, field: string): TaskInput {
  const value = input[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`Task input without ${field}`);
  }
  return value as TaskInput;
}

/** The profile as `validate_user_input` left it, with the email a new account needs. */
export function readNewProfile(input: TaskInput): UserProfile {
  const profile = readRecord(input, 'profile');
  return { ...profile, email: readText(profile, 'email') };
}

/** The versions a caller will change; undefined is any. */
export function readExpectedVersions(input: TaskInput): readonly number[] | undefined {
  const versions = input['expectedVersions'];
  if (versions === undefined) return undefined;
  if (Array.isArray(versions) && versions.every(Number.isSafeInteger)) return versions as number[];
  throw new Error('Task input with expectedVersions that are no list of integers');
}

/** The session that a change of the email leaves alive; undefined is none. */
export function readKeptSession(input: TaskInput): KeptSession | undefined {
  if (!('keptSession' in input)) return undefined;
  const kept = readRecord(input, 'keptSession');
  const epoch = kept['epoch'];
  if (typeof epoch !== 'number') throw new Error('Task input with a keptSession without epoch');
  return { sessionId: readText(kept, 'sessionId'), epoch };
}
