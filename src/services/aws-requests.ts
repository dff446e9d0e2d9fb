import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { AwsV4Signer } from 'aws4fetch';

export interface AwsPlace {
  /** The service as signatures name it: "s3", "secretsmanager", "states". */
  readonly service: string;
  readonly region: string;
  /** Undefined looks where every AWS client looks. */
  readonly credentials?:
    | { readonly accessKeyId: string; readonly secretAccessKey: string }
    | undefined;
}

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface AwsRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
}

/**
 * Signed requests to services of AWS that are called once in a while: a client of the SDK for each
 * would double the size of a function. @throws whatever `fetch` throws
 */
export function awsRequests({ service, region, credentials }: AwsPlace) {
  const provider: () => Promise<AwsCredentials> =
    credentials === undefined ? defaultProvider() : async () => credentials;
  return async (url: string, { timeoutMs, ...request }: AwsRequest): Promise<Response> => {
    const { accessKeyId, secretAccessKey, sessionToken } = await provider();
    const signed = await new AwsV4Signer({
      ...request,
      ...{ url, service, region, accessKeyId, secretAccessKey },
      ...(sessionToken !== undefined && { sessionToken }),
    }).sign();
    return fetch(signed.url, {
      method: signed.method,
      headers: signed.headers,
      ...(request.body !== undefined && { body: request.body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
  };
}

/** One call of a service that speaks JSON. @throws AwsFault when it refuses */
export function awsJson(
  place: AwsPlace,
  { endpoint, target, version }: AwsJsonApi,
): (body: object, timeoutMs: number) => Promise<Readonly<Record<string, unknown>>> {
  const request = awsRequests(place);
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target };
  return async (body, timeoutMs) => {
    const text = JSON.stringify(body);
    const response = await request(`${endpoint}/`, {
      ...{ method: 'POST', headers, body: text, timeoutMs },
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (response.ok) return answer;
    const type = String(answer['__type'] ?? response.status).replace(/^.*#/, '');
    throw new AwsFault(type, String(answer['message'] ?? answer['Message'] ?? ''));
  };
}

interface AwsJsonApi {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/** What a service answered in place of a result. */
export class AwsFault extends Error {
  /** Such as "ResourceNotFoundException". */
  readonly type: string;

  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.type = type;
  }
}
