import { checkProfile } from '../domain/profile-rules.ts';
import type { Clock } from '../ports/clock.ts';
import { readRecord, type TaskInput } from './task-input.ts';

/**
 * The first task of both workflows: the profile in its normal form, the rest as it came.
 * @throws AppError INVALID_INPUT naming every bad field
 */
export function validateUserInput({ clock }: { readonly clock: Clock }) {
  return async (input: TaskInput): Promise<object> => {
    const today = clock().toISOString().slice(0, 10);
    return { ...input, profile: checkProfile(readRecord(input, 'profile'), today) };
  };
}
