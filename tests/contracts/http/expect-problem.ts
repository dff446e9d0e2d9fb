import { expect } from 'vitest';
import { type Answer, asList, asObject } from './api-client.ts';

/** Status, title and sentence of every error, as clients know them: written out, not imported. */
const PROBLEMS = {
  INVALID_INPUT: [400, 'Bad Request', 'Invalid input'],
  INVALID_QUERY_PARAMETERS: [400, 'Bad Request', 'Invalid query parameters'],
  INVALID_USER_ID: [400, 'Bad Request', 'Missing or invalid user_id'],
  INVALID_CURSOR: [400, 'Bad Request', 'The cursor is not one this list gave out'],
  INVALID_URL: [400, 'Bad Request', 'The URL is not well formed'],
  MALFORMED_JSON: [400, 'Bad Request', 'The body is not valid JSON'],
  BODY_INCOMPLETE: [400, 'Bad Request', 'The body ended early'],
  INVALID_QUANTITY: [400, 'Bad Request', 'The quantity must be a whole number from 1 to 99'],
  UNKNOWN_SIZE: [400, 'Bad Request', 'The product does not come in this size'],
  CURRENCY_MISMATCH: [400, 'Bad Request', 'The shop sells in another currency'],
  INVALID_PHOTO: [400, 'Bad Request', 'The file is not a whole PNG, JPEG or WebP image'],
  PHOTO_TOO_MANY_PIXELS: [400, 'Bad Request', 'The photo has too many pixels'],
  CART_EMPTY: [400, 'Bad Request', 'Cart is empty or invalid.'],
  INVALID_RESET_TOKEN: [400, 'Bad Request', 'The reset token is not valid'],
  AUTHENTICATION_REQUIRED: [401, 'Unauthorized', 'Authentication required'],
  INVALID_TOKEN: [401, 'Unauthorized', 'The access token is not valid'],
  INVALID_CREDENTIALS: [401, 'Unauthorized', 'The email or the password is wrong'],
  INVALID_REFRESH_TOKEN: [401, 'Unauthorized', 'The refresh token is not valid'],
  FORBIDDEN: [403, 'Forbidden', 'You may not do this'],
  ROUTE_NOT_FOUND: [404, 'Not Found', 'No such route'],
  USER_NOT_FOUND: [404, 'Not Found', 'User not found'],
  PRODUCT_NOT_FOUND: [404, 'Not Found', 'Product not found'],
  SIZE_NOT_FOUND: [404, 'Not Found', 'Size not found'],
  AD_NOT_FOUND: [404, 'Not Found', 'Ad not found'],
  CART_NOT_FOUND: [404, 'Not Found', 'Cart not found'],
  ORDER_NOT_FOUND: [404, 'Not Found', 'Order not found'],
  WEBHOOK_NOT_FOUND: [404, 'Not Found', 'Webhook not found'],
  DELIVERY_NOT_FOUND: [404, 'Not Found', 'Delivery not found'],
  PHOTO_NOT_FOUND: [404, 'Not Found', 'Photo not found'],
  SESSION_NOT_FOUND: [404, 'Not Found', 'Session not found'],
  METHOD_NOT_ALLOWED: [405, 'Method Not Allowed', 'Method not allowed'],
  USER_EXISTS: [409, 'Conflict', 'User already exists'],
  EMAIL_TAKEN: [409, 'Conflict', 'Email is already in use'],
  PRODUCT_EXISTS: [409, 'Conflict', 'A product has this id already'],
  AD_EXISTS: [409, 'Conflict', 'An ad has this id already'],
  STOCK_NOT_TRACKED: [409, 'Conflict', 'The stock of this size is not tracked; set it first'],
  STOCK_OUT_OF_BOUNDS: [
    409,
    'Conflict',
    'The stock would go below zero or above the most there may be',
  ],
  ORDER_STATUS_CONFLICT: [409, 'Conflict', 'The order cannot go from its status to this one'],
  PRICE_CHANGED: [409, 'Conflict', 'The total is not the expected one'],
  TOO_MANY_WEBHOOKS: [409, 'Conflict', 'There are as many webhooks as there may be'],
  CART_MERGED: [409, 'Conflict', "The cart has joined an account's cart"],
  OUT_OF_STOCK: [409, 'Conflict', 'Not enough in stock'],
  CART_CHANGED: [409, 'Conflict', 'The cart keeps changing; try again'],
  PRODUCT_GONE: [409, 'Conflict', 'Some products in the cart are no longer sold'],
  CART_FULL: [409, 'Conflict', 'The cart holds as much as it may'],
  LAST_ADMIN: [409, 'Conflict', 'The last active admin cannot be deleted, disabled or demoted'],
  VERSION_MISMATCH: [412, 'Precondition Failed', 'It has changed since you read it'],
  PHOTO_TOO_LARGE: [413, 'Content Too Large', 'The photo is larger than 5 MiB'],
  PAYLOAD_TOO_LARGE: [413, 'Content Too Large', 'The body is larger than 1 MiB'],
  UNSUPPORTED_MEDIA_TYPE: [
    415,
    'Unsupported Media Type',
    'The body must be application/json in UTF-8',
  ],
  UNSUPPORTED_PHOTO_TYPE: [
    415,
    'Unsupported Media Type',
    'The body must be image/png, image/jpeg or image/webp',
  ],
  IDEMPOTENCY_KEY_REUSED: [
    422,
    'Unprocessable Content',
    'This Idempotency-Key was used with another request',
  ],
  TOO_MANY_ATTEMPTS: [429, 'Too Many Requests', 'Too many attempts; try again later'],
} as const satisfies Record<string, readonly [number, string, string]>;

/** What RFC 6750 has every answer say that asks for a token, or for another one. */
const CHALLENGES: Readonly<Partial<Record<ProblemCode, string>>> = {
  AUTHENTICATION_REQUIRED: 'Bearer',
  INVALID_CREDENTIALS: 'Bearer',
  INVALID_TOKEN: 'Bearer error="invalid_token"',
  INVALID_REFRESH_TOKEN: 'Bearer error="invalid_token"',
  FORBIDDEN: 'Bearer error="insufficient_scope"',
};

export type ProblemCode = keyof typeof PROBLEMS;

/** The pointers of the bad fields in the order named, or each with its exact detail. */
export type ExpectedFields = readonly string[] | Readonly<Record<string, string>>;

/** Expects the whole of RFC 9457 as the contract has it, and exactly these bad fields. */
export function expectProblem(answer: Answer, code: ProblemCode, fields?: ExpectedFields): void {
  const [status, title, error] = PROBLEMS[code];
  expect(answer.body, answer.text).toMatchObject({ code });
  const problem = asObject(answer.body);
  const { detail, errors, request_id: requestId, ...others } = problem;
  expect(others).toMatchObject({
    type: `urn:kitroom:error:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    instance: expect.toSatisfy((instance) => decoded(instance) === decoded(answer.path)),
    code,
    error,
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('www-authenticate')).toBe(CHALLENGES[code] ?? null);
  expect(requestId).toBe(answer.headers.get('x-request-id'));
  expect(detail).toEqual(expect.stringContaining(error));
  expectFields(errors, fields);
}

/** A gateway may have spelled it anew. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function expectFields(errors: unknown, fields: ExpectedFields | undefined): void {
  if (fields === undefined) return;
  const found = asList(errors).map(({ pointer, detail }) => [pointer, detail] as const);
  if (isPointerList(fields)) {
    expect(found.map(([pointer]) => pointer).sort()).toEqual([...fields].sort());
  } else {
    expect(Object.fromEntries(found)).toEqual(fields);
    expect(found).toHaveLength(Object.keys(fields).length);
  }
}

function isPointerList(fields: ExpectedFields): fields is readonly string[] {
  return Array.isArray(fields);
}

/** The pointers an error names; empty when it names none. */
export function pointersIn(answer: Answer): readonly unknown[] {
  const { errors } = asObject(answer.body);
  return errors === undefined ? [] : asList(errors).map(({ pointer }) => pointer);
}
