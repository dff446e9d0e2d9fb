import { AppError } from '../domain/errors.ts';

const MAX_DEPTH = 64;

/**
 * Parses I-JSON (RFC 7493): what JSON.parse would take but silently change is refused, namely
 * repeated keys, lone surrogates and numbers that a double cannot hold. "__proto__" is no key.
 * @throws AppError MALFORMED_JSON
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('MALFORMED_JSON', { cause: error });
  }
  checkTokens(text);
  return value;
}

/** Walks the tokens of a text that is known to be JSON. */
function checkTokens(text: string): void {
  // The keys seen in each open object; undefined stands for an open array.
  const open: (Set<string> | undefined)[] = [];
  let isKeyNext = false;
  // The member of the outermost object that is being read: the field to name.
  let field: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    switch (text[index]) {
      case '{':
      case '[':
        isKeyNext = text[index] === '{';
        if (open.push(isKeyNext ? new Set() : undefined) > MAX_DEPTH) {
          fail(field, `must be at most ${MAX_DEPTH} levels deep`);
        }
        break;
      case '}':
      case ']':
        open.pop();
        isKeyNext = false;
        break;
      case ',':
        isKeyNext = open.at(-1) !== undefined;
        break;
      case '"': {
        const end = endOfString(text, index);
        const literal = text.slice(index, end + 1);
        if (isKeyNext) field = readKey(literal, open, field);
        else decodeString(literal, field);
        isKeyNext = false;
        index = end;
        break;
      }
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        index = checkNumber(text, index, field) - 1;
        break;
    }
  }
}

/** Notes a key of the innermost open object and gives the field that is read from here on. */
function readKey(
  literal: string,
  open: readonly (Set<string> | undefined)[],
  outerField: string | undefined,
): string | undefined {
  const key = decodeString(literal, undefined);
  const field = open.length === 1 ? key : outerField;
  const shown = JSON.stringify(key.slice(0, 100));
  if (key === '__proto__') fail(field, `must not have the key ${shown}`);
  const keys = open.at(-1);
  if (keys?.has(key)) fail(field, `has the key ${shown} more than once`);
  keys?.add(key);
  return field;
}

/** The index of the closing quote. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

function decodeString(literal: string, field: string | undefined): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const string = JSON.parse(literal) as string;
  if (!string.isWellFormed()) fail(field, 'must not hold lone surrogates');
  return string;
}

/** The index after the number. */
function checkNumber(text: string, start: number, field: string | undefined): number {
  let end = start + 1;
  while (end < text.length && /[-+.0-9eE]/.test(text[end] ?? '')) end += 1;
  // Sixteen characters or more may be finer than a double.
  if (end - start > 15 || text.slice(start, end).toLowerCase().includes('e')) {
    const literal = text.slice(start, end);
    const number = Number(literal);
    const isExact = /^-?\d+$/.test(literal) ? Number.isSafeInteger(number) : true;
    if (!Number.isFinite(number) || !isExact) {
      fail(field, `must not hold the number ${literal.slice(0, 40)}, which is not exact; use text`);
    }
  }
  return end;
}

/** JSON Pointer in fragment form (RFC 6901 sections 3 and 6), shortened where a key is huge. */
export function pointerTo(...path: readonly PropertyKey[]): string {
  const tokens = path.map((key) =>
    encodeURIComponent(
      String(key).slice(0, 100).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'),
    ),
  );
  return tokens.length === 0 ? '#' : `#/${tokens.join('/')}`;
}

function fail(field: string | undefined, detail: string): never {
  const pointer = field === undefined ? pointerTo() : pointerTo(field);
  throw new AppError('MALFORMED_JSON', { problems: [{ pointer, detail }] });
}
