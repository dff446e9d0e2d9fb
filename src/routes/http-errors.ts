import { AppError, ERRORS, type ErrorCode, type ErrorKind } from '../domain/errors.ts';

/** The only place that knows status numbers; complete, or it does not compile. */
const STATUS_BY_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'too-many': 429,
  'headers-too-large': 431,
  internal: 500,
  unavailable: 503,
};

const TITLE_BY_KIND: Readonly<Record<ErrorKind, string>> = {
  invalid: 'Bad Request',
  unauthenticated: 'Unauthorized',
  forbidden: 'Forbidden',
  'not-found': 'Not Found',
  'method-not-allowed': 'Method Not Allowed',
  timeout: 'Request Timeout',
  conflict: 'Conflict',
  'precondition-failed': 'Precondition Failed',
  'too-large': 'Content Too Large',
  'unsupported-media-type': 'Unsupported Media Type',
  unprocessable: 'Unprocessable Content',
  'too-many': 'Too Many Requests',
  'headers-too-large': 'Request Header Fields Too Large',
  internal: 'Internal Server Error',
  unavailable: 'Service Unavailable',
};

/** RFC 6750 section 3: no error code where no access token was sent. */
const CHALLENGES: Readonly<Partial<Record<ErrorCode, string>>> = {
  AUTHENTICATION_REQUIRED: 'Bearer',
  INVALID_CREDENTIALS: 'Bearer',
  INVALID_REFRESH_TOKEN: 'Bearer error="invalid_token"',
  INVALID_TOKEN: 'Bearer error="invalid_token"',
  FORBIDDEN: 'Bearer error="insufficient_scope"',
};

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** RFC 9457, with the members of the contract. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  /** The sentence the documents' clients read. */
  readonly error: string;
  readonly request_id: string;
  readonly [member: string]: unknown;
}

export function statusOf(code: ErrorCode): number {
  return STATUS_BY_KIND[ERRORS[code].kind];
}

function problemType(code: ErrorCode): string {
  return `urn:kitroom:error:${code.toLowerCase().replaceAll('_', '-')}`;
}

/** What is thrown and is not an AppError is a fault of ours: it tells nothing of the inside. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('INTERNAL_ERROR', { cause: thrown });
}

export function toProblem(
  error: AppError,
  where: { readonly instance: string; readonly requestId: string },
): Problem {
  const { kind, message } = ERRORS[error.code];
  const fields = error.problems.map(({ pointer, detail }) => `${pointer} ${detail}`);
  return {
    ...error.members,
    type: problemType(error.code),
    title: TITLE_BY_KIND[kind],
    status: STATUS_BY_KIND[kind],
    detail: fields.length === 0 ? message : `${message}: ${fields.join('; ')}`,
    instance: where.instance,
    code: error.code,
    error: message,
    request_id: where.requestId,
    ...(error.problems.length > 0 && { errors: error.problems }),
  };
}

/** Headers an error's answer needs beside its body. */
export function errorHeaders(error: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(error.retryAfterSeconds);
  }
  const challenge = CHALLENGES[error.code];
  if (challenge !== undefined) headers['www-authenticate'] = challenge;
  // What is left of an over-long body is not worth reading.
  if (ERRORS[error.code].kind === 'too-large') headers['connection'] = 'close';
  return headers;
}
