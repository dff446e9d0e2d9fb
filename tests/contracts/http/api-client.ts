import { randomInt } from 'node:crypto';

/**
 * What a contract suite runs against: a server with the sample shop that trusts one proxy, wherever
 * it is.
 */
export interface HttpTarget {
  readonly baseUrl: () => string;
  /** Of a protected server; where a request without a token may do everything there is none. */
  readonly admin?: () => SignInDetails;
  /** False where the list of all accounts has no order of age, as in a table of DynamoDB. */
  readonly usersNewestFirst?: boolean;
  /**
   * Whether what is in front decodes paths, as an HTTP API does: then no part of a path can hold a
   * slash or a question mark, and a broken escape is a text as any other.
   */
  readonly decodesPaths?: boolean;
  /** Where another process may have changed the ads, the home page shows those of a minute ago. */
  readonly adsMayBeOld?: boolean;
}

/** Of some spellings of a part of a path those that arrive as they were sent. */
export function arriving(target: HttpTarget, spellings: readonly string[]): readonly string[] {
  if (target.decodesPaths !== true) return spellings;
  return spellings.filter((one) => !/%2F|%3F|[/?]|%(?![0-9A-F]{2})/i.test(one));
}

export interface SignInDetails {
  readonly email: string;
  readonly password: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The parsed JSON; undefined when the answer is not JSON. */
  readonly body: unknown;
  /** The path asked for, still percent-encoded and without the query. */
  readonly path: string;
}

type HeaderFields = Readonly<Record<string, string>>;

export interface SendOptions {
  readonly headers?: HeaderFields;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, as application/json unless `headers` say otherwise. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream;
}

export interface Api {
  send(method: string, path: string, options?: SendOptions): Promise<Answer>;
  get(path: string, headers?: HeaderFields): Promise<Answer>;
  post(path: string, json?: unknown, headers?: HeaderFields): Promise<Answer>;
  put(path: string, json: unknown, headers?: HeaderFields): Promise<Answer>;
  delete(path: string, headers?: HeaderFields): Promise<Answer>;
  /** The same client with all its requests from one address. */
  from(address: string): Api;
  /** The same client with the token of whoever signed in. */
  as(signedIn: { readonly accessToken: string }): Api;
  /** The same client with the secret of a guest's cart. */
  asGuest(cartSecret: string): Api;
}

interface Sender {
  /** What the trusted proxy says. */
  readonly address?: string;
  readonly authorization?: string;
}

/**
 * A client of the API as anyone could write it: fetch and nothing else. Unless it is told `from`
 * where, its every request is from another address, so that no test spends another's attempts.
 */
export function apiClient(target: Pick<HttpTarget, 'baseUrl'>, sender: Sender = {}): Api {
  const { authorization } = sender;
  const send = async (
    method: string,
    path: string,
    { headers = {}, json, raw }: SendOptions = {},
  ): Promise<Answer> => {
    const body = json === undefined ? raw : JSON.stringify(json);
    const response = await fetch(target.baseUrl() + path, {
      method,
      headers: {
        'x-forwarded-for': sender.address ?? freshAddress(),
        ...(authorization !== undefined && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body, duplex: 'half' as const }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text,
      body: isJson ? JSON.parse(text) : undefined,
      path: path.split('?')[0] ?? path,
    };
  };
  return {
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, json, headers = {}) => send('POST', path, { json, headers }),
    put: (path, json, headers = {}) => send('PUT', path, { json, headers }),
    delete: (path, headers = {}) => send('DELETE', path, { headers }),
    from: (address) => apiClient(target, { ...sender, address }),
    as: ({ accessToken }) =>
      apiClient(target, { ...sender, authorization: `Bearer ${accessToken}` }),
    asGuest: (secret) => apiClient(target, { ...sender, authorization: `Cart ${secret}` }),
  };
}

/** An address no other test uses. */
export function freshAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`Expected an object, got ${JSON.stringify(value)}`);
  }
  return value as JsonObject;
}

export function asList(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new Error(`Expected a list, got ${JSON.stringify(value)}`);
  return value.map(asObject);
}

/** A text member of an answer's body. */
export function textIn(answer: Answer, member: string): string {
  const value = asObject(answer.body)[member];
  if (typeof value !== 'string') throw new Error(`No text ${member} in ${answer.text}`);
  return value;
}

/** A header that must be there. */
export function headerOf(answer: Answer, name: string): string {
  const value = answer.headers.get(name);
  if (value === null) throw new Error(`No header ${name} in an answer ${answer.status}`);
  return value;
}
