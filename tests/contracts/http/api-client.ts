/** What a contract suite runs against: a server with the sample shop, wherever it is. */
export interface HttpTarget {
  readonly baseUrl: () => string;
  /** False where the list of all accounts has no order of age, as in a table of DynamoDB. */
  readonly usersNewestFirst?: boolean;
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

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, as application/json unless `headers` say otherwise. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream;
}

export type Api = ReturnType<typeof apiClient>;

/** A client of the API as anyone could write it: fetch and nothing else. */
export function apiClient({ baseUrl }: HttpTarget) {
  const send = async (
    method: string,
    path: string,
    { headers = {}, json, raw }: SendOptions = {},
  ): Promise<Answer> => {
    const body = json === undefined ? raw : JSON.stringify(json);
    const response = await fetch(baseUrl() + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
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
    get: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      send('GET', path, { headers }),
    post: (path: string, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
      send('POST', path, { json, headers }),
    put: (path: string, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
      send('PUT', path, { json, headers }),
    delete: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      send('DELETE', path, { headers }),
  };
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
