import type { Method } from './route.ts';

const ALLOWED_HEADERS = 'Content-Type, Authorization, Idempotency-Key, If-Match';
const EXPOSED_HEADERS = 'ETag, Link, Location, Retry-After, X-Request-Id';
const PREFLIGHT_SECONDS = '7200';

/** Which origins' pages may read the answers. */
export type CorsOrigins = '*' | readonly string[];

/** Headers every reply carries. Tokens travel in a header of their own, so '*' exposes nobody's session. */
export function corsHeaders(origins: CorsOrigins, origin: string | null): Record<string, string> {
  if (origins === '*') {
    return {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': EXPOSED_HEADERS,
    };
  }
  const headers: Record<string, string> = { vary: 'Origin' };
  if (origin !== null && origins.includes(origin)) {
    headers['access-control-allow-origin'] = origin;
    headers['access-control-expose-headers'] = EXPOSED_HEADERS;
  }
  return headers;
}

export function preflightHeaders(allow: string): Record<string, string> {
  return {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': PREFLIGHT_SECONDS,
  };
}

export function allowHeader(methods: readonly Method[]): string {
  const head = methods.includes('GET') ? ['HEAD'] : [];
  return ['OPTIONS', ...head, ...methods].join(', ');
}
