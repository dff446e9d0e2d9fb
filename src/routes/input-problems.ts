import type * as z from 'zod/mini';
import type { FieldProblem } from '../domain/errors.ts';
import { pointerTo } from './strict-json.ts';

type Issue = z.core.$ZodIssue;

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  boolean: 'true or false',
};

/** What a schema found wrong, one entry a field, in words for the sender. */
export function toProblems(issues: readonly Issue[], raw: unknown): FieldProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerTo(...issue.path, key),
        detail: 'is not a known field',
      }));
    }
    return [{ pointer: pointerTo(...issue.path), detail: describe(issue, raw) }];
  });
}

function describe(issue: Issue, raw: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (valueAt(raw, issue.path) === undefined && issue.path.length > 0) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum} characters`;
    default:
      return 'is not valid';
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
