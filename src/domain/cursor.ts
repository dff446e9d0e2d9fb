import { AppError } from './errors.ts';

/**
 * A cursor names the list it belongs to and the key of the last row it showed. It grants nothing:
 * whose rows are listed is always asked of the caller's rights, never read from a cursor.
 */
export function encodeCursor(list: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * The key inside a cursor of this list, with exactly `keyLength` parts.
 * @throws AppError INVALID_CURSOR when it is another list's or was edited out of shape.
 */
export function decodeCursor(cursor: string, list: string, keyLength: number): readonly string[] {
  const parts = parseParts(cursor);
  const fits =
    parts !== undefined &&
    parts.length === keyLength + 1 &&
    parts[0] === list &&
    parts.every((part) => typeof part === 'string' && part.isWellFormed() && !part.includes('\0'));
  if (!fits) throw invalidCursor();
  return parts.slice(1) as string[];
}

export function invalidCursor(cause?: unknown): AppError {
  return new AppError('INVALID_CURSOR', {
    problems: [{ pointer: '#/cursor', detail: 'must be a next cursor of this same list' }],
    cause,
  });
}

function parseParts(cursor: string): readonly unknown[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(cursor, 'base64url'));
    const parts: unknown = JSON.parse(text);
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}
