import { CheckFailure } from './check.ts';

export interface SmokeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SmokeRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string;
}

export interface SmokeClient {
  readonly url: string;
  /** Takes a path, or a link as the API writes it. */
  call(path: string, request?: SmokeRequest): Promise<SmokeAnswer>;
}

/** Calls one address; an answer that does not come is a failure in one sentence. */
export function smokeClient(url: string, timeoutMs: number): SmokeClient {
  return {
    url,
    async call(path, { method = 'GET', headers, token, json, body } = {}) {
      const content = json === undefined ? body : JSON.stringify(json);
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: {
            ...(content !== undefined && { 'content-type': 'application/json' }),
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(content !== undefined && { body: content }),
          // Nothing of the API redirects: a sign-in page of some proxy is no answer.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return {
          status: response.status,
          headers: response.headers,
          text: await response.text(),
        };
      } catch (error) {
        throw new CheckFailure(`${method} ${path} was not answered: ${reasonOf(error)}`);
      }
    },
  };
}

/** What fetch knows stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error && error.cause.message !== '') return error.cause.message;
  const code = (error.cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : error.message;
}
