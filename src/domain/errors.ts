/** What went wrong, in the caller's terms. The route layer alone knows which HTTP status each kind is. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'precondition-failed'
  | 'timeout'
  | 'too-large'
  | 'headers-too-large'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'too-many'
  | 'internal'
  | 'unavailable';

interface ErrorEntry {
  readonly kind: ErrorKind;
  /** The sentence a person reads; where a document gives one, it is that one to the letter. */
  readonly message: string;
}

/** Every error Kitroom answers with. A code is stable for ever; clients branch on it. */
export const ERRORS = {
  INVALID_INPUT: { kind: 'invalid', message: 'Invalid input' },
  INVALID_QUERY_PARAMETERS: { kind: 'invalid', message: 'Invalid query parameters' },
  INVALID_USER_ID: { kind: 'invalid', message: 'Missing or invalid user_id' },
  INVALID_CURSOR: { kind: 'invalid', message: 'The cursor is not one this list gave out' },
  INVALID_URL: { kind: 'invalid', message: 'The URL is not well formed' },
  MALFORMED_JSON: { kind: 'invalid', message: 'The body is not valid JSON' },
  BODY_INCOMPLETE: { kind: 'invalid', message: 'The body ended early' },
  MALFORMED_REQUEST: { kind: 'invalid', message: 'This is not an HTTP request' },
  REQUEST_TIMEOUT: { kind: 'timeout', message: 'The request took too long to arrive' },
  HEADERS_TOO_LARGE: { kind: 'headers-too-large', message: 'The URL or the headers are too long' },
  INVALID_QUANTITY: {
    kind: 'invalid',
    message: 'The quantity must be a whole number from 1 to 99',
  },
  UNKNOWN_SIZE: { kind: 'invalid', message: 'The product does not come in this size' },
  CURRENCY_MISMATCH: { kind: 'invalid', message: 'The shop sells in another currency' },
  INVALID_PHOTO: { kind: 'invalid', message: 'The file is not a whole PNG, JPEG or WebP image' },
  PHOTO_TOO_MANY_PIXELS: { kind: 'invalid', message: 'The photo has too many pixels' },
  CART_EMPTY: { kind: 'invalid', message: 'Cart is empty or invalid.' },
  AUTHENTICATION_REQUIRED: { kind: 'unauthenticated', message: 'Authentication required' },
  INVALID_TOKEN: { kind: 'unauthenticated', message: 'The access token is not valid' },
  INVALID_CREDENTIALS: { kind: 'unauthenticated', message: 'The email or the password is wrong' },
  INVALID_REFRESH_TOKEN: { kind: 'unauthenticated', message: 'The refresh token is not valid' },
  INVALID_RESET_TOKEN: { kind: 'invalid', message: 'The reset token is not valid' },
  FORBIDDEN: { kind: 'forbidden', message: 'You may not do this' },
  ROUTE_NOT_FOUND: { kind: 'not-found', message: 'No such route' },
  USER_NOT_FOUND: { kind: 'not-found', message: 'User not found' },
  PRODUCT_NOT_FOUND: { kind: 'not-found', message: 'Product not found' },
  SIZE_NOT_FOUND: { kind: 'not-found', message: 'Size not found' },
  AD_NOT_FOUND: { kind: 'not-found', message: 'Ad not found' },
  CART_NOT_FOUND: { kind: 'not-found', message: 'Cart not found' },
  ORDER_NOT_FOUND: { kind: 'not-found', message: 'Order not found' },
  WEBHOOK_NOT_FOUND: { kind: 'not-found', message: 'Webhook not found' },
  DELIVERY_NOT_FOUND: { kind: 'not-found', message: 'Delivery not found' },
  PHOTO_NOT_FOUND: { kind: 'not-found', message: 'Photo not found' },
  SESSION_NOT_FOUND: { kind: 'not-found', message: 'Session not found' },
  METHOD_NOT_ALLOWED: { kind: 'method-not-allowed', message: 'Method not allowed' },
  USER_EXISTS: { kind: 'conflict', message: 'User already exists' },
  EMAIL_TAKEN: { kind: 'conflict', message: 'Email is already in use' },
  LAST_ADMIN: {
    kind: 'conflict',
    message: 'The last active admin cannot be deleted, disabled or demoted',
  },
  PRODUCT_EXISTS: { kind: 'conflict', message: 'A product has this id already' },
  AD_EXISTS: { kind: 'conflict', message: 'An ad has this id already' },
  STOCK_NOT_TRACKED: {
    kind: 'conflict',
    message: 'The stock of this size is not tracked; set it first',
  },
  STOCK_OUT_OF_BOUNDS: {
    kind: 'conflict',
    message: 'The stock would go below zero or above the most there may be',
  },
  ORDER_STATUS_CONFLICT: {
    kind: 'conflict',
    message: 'The order cannot go from its status to this one',
  },
  PRICE_CHANGED: { kind: 'conflict', message: 'The total is not the expected one' },
  MIXED_CURRENCIES: {
    kind: 'conflict',
    message: 'Some products in the cart are priced in another currency',
  },
  TOO_MANY_WEBHOOKS: { kind: 'conflict', message: 'There are as many webhooks as there may be' },
  CART_MERGED: { kind: 'conflict', message: "The cart has joined an account's cart" },
  CART_FULL: { kind: 'conflict', message: 'The cart holds as much as it may' },
  CART_CHANGED: { kind: 'conflict', message: 'The cart keeps changing; try again' },
  OUT_OF_STOCK: { kind: 'conflict', message: 'Not enough in stock' },
  PRODUCT_GONE: { kind: 'conflict', message: 'Some products in the cart are no longer sold' },
  VERSION_MISMATCH: { kind: 'precondition-failed', message: 'It has changed since you read it' },
  PHOTO_TOO_LARGE: { kind: 'too-large', message: 'The photo is larger than 5 MiB' },
  PAYLOAD_TOO_LARGE: { kind: 'too-large', message: 'The body is larger than 1 MiB' },
  UNSUPPORTED_MEDIA_TYPE: {
    kind: 'unsupported-media-type',
    message: 'The body must be application/json in UTF-8',
  },
  UNSUPPORTED_PHOTO_TYPE: {
    kind: 'unsupported-media-type',
    message: 'The body must be image/png, image/jpeg or image/webp',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'unprocessable',
    message: 'This Idempotency-Key was used with another request',
  },
  TOO_MANY_ATTEMPTS: { kind: 'too-many', message: 'Too many attempts; try again later' },
  INTERNAL_ERROR: { kind: 'internal', message: 'Internal server error' },
  STORE_UNAVAILABLE: { kind: 'unavailable', message: 'The store does not answer; try again' },
  PASSWORD_QUEUE_FULL: {
    kind: 'unavailable',
    message: 'Too many passwords to check at once; try again',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** One bad field. `pointer` is a JSON Pointer in fragment form, as in RFC 9457 section 3 ("#/email"). */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

interface AppErrorOptions {
  readonly problems?: readonly FieldProblem[];
  /** Further members of the answer, safe for the caller to see. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** After how many seconds a repeat may succeed. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** An error meant for the caller. Anything else that is thrown is a fault of ours and answered as a bare 500. */
export class AppError extends Error {
  override readonly name: ErrorCode;
  readonly code: ErrorCode;
  readonly problems: readonly FieldProblem[];
  readonly members: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(ERRORS[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    // A workflow's ErrorEquals compares names, so the name is the code.
    this.name = code;
    this.code = code;
    this.problems = options.problems ?? [];
    this.members = options.members ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERRORS, value);
}
