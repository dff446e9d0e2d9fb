/** A request as a gateway received it: what is between its start and its end, as bytes and text. */
export interface ReceivedRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  /** Without the question mark, still percent-encoded. */
  readonly query: string;
  /** One entry for each line, in its order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

export const EVENT_KINDS = ['http-api', 'rest-api', 'load-balancer'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EventOptions {
  /** "$default" has no part in the path. */
  readonly stage?: string;
  readonly routeKey?: string;
}

const TIME = 1_795_000_000_000;

/** The event that AWS makes of a request; see the documents of API Gateway and of load balancers. */
export function eventOf(
  kind: EventKind,
  request: ReceivedRequest,
  options: EventOptions = {},
): Record<string, unknown> {
  if (kind === 'http-api') return httpApiEvent(request, options);
  return kind === 'rest-api' ? restApiEvent(request, options) : loadBalancerEvent(request);
}

function httpApiEvent(request: ReceivedRequest, options: EventOptions) {
  const { stage = '$default', routeKey = '$default' } = options;
  const { method, query, sourceIp } = request;
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  const cookies = valuesOf(request, 'cookie').flatMap((line) => line.split('; '));
  // The one kind whose path is decoded.
  const path = `${stage === '$default' ? '' : `/${stage}`}${decoded(request.path)}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: joined(headers, ','),
    ...(query !== '' && { queryStringParameters: joined(pairsOf(query), ',') }),
    requestContext: {
      ...{ accountId: '123456789012', apiId: 'api', domainPrefix: 'api' },
      domainName: hostOf(request),
      http: {
        ...{ method, path, protocol: 'HTTP/1.1', sourceIp },
        userAgent: valuesOf(request, 'user-agent')[0] ?? '',
      },
      ...{ requestId: 'request', routeKey, stage, time: '21/Nov/2026:12:00:00 +0000' },
      timeEpoch: TIME,
    },
    ...bodyOf(request),
  };
}

/** At its own address where a stage is named; else under a name of its own, which shows none. */
function restApiEvent(request: ReceivedRequest, options: EventOptions) {
  const { stage = 'prod' } = options;
  const front = options.stage === undefined ? '' : `/${stage}`;
  const { method, path, query, sourceIp } = request;
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: lastOf(request.headers),
    multiValueHeaders: grouped(request.headers),
    queryStringParameters: query === '' ? null : lastOf(pairsOf(query)),
    multiValueQueryStringParameters: query === '' ? null : grouped(pairsOf(query)),
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      ...{ accountId: '123456789012', apiId: 'api', authorizer: null, httpMethod: method },
      domainName: hostOf(request),
      domainPrefix: 'api',
      identity: { sourceIp, userAgent: valuesOf(request, 'user-agent')[0] ?? null },
      ...{ path: `${front}${path}`, protocol: 'HTTP/1.1', requestId: 'request', stage },
      ...{ requestTime: '21/Nov/2026:12:00:00 +0000', requestTimeEpoch: TIME },
      ...{ resourceId: 'resource', resourcePath: '/{proxy+}' },
    },
    ...bodyOf(request),
    body: request.body.length === 0 ? null : (bodyOf(request).body ?? null),
  };
}

/** A balancer sends the address it was called from at the end of X-Forwarded-For. */
function loadBalancerEvent(request: ReceivedRequest) {
  const { method, path, query, sourceIp } = request;
  const forwarded = [...valuesOf(request, 'x-forwarded-for'), sourceIp].join(', ');
  const headers = request.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'x-forwarded-for');
  const raw = query.split('&').filter((part) => part !== '');
  const pairs = raw.map((part) => {
    const [name = '', ...value] = part.split('=');
    return [name, value.join('=')] as const;
  });
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/kitroom/6d0ecf831eec9f09',
      },
    },
    httpMethod: method,
    path,
    multiValueQueryStringParameters: grouped(pairs),
    multiValueHeaders: grouped([...headers, ['x-forwarded-for', forwarded]]),
    body: '',
    ...bodyOf(request),
  };
}

function bodyOf({ body }: ReceivedRequest): { isBase64Encoded: boolean; body?: string } {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(body);
  return { body: isText ? text : body.toString('base64'), isBase64Encoded: !isText };
}

function hostOf(request: ReceivedRequest): string {
  return valuesOf(request, 'host')[0] ?? 'localhost';
}

function valuesOf({ headers }: ReceivedRequest, wanted: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

type Pairs = readonly (readonly [string, string])[];

function pairsOf(query: string): Pairs {
  return [...new URLSearchParams(query)];
}

function joined(pairs: Pairs, separator: string): Record<string, string> {
  const lower = pairs.map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    Object.entries(grouped(lower)).map(([name, values]) => [name, values.join(separator)]),
  );
}

function lastOf(pairs: Pairs): Record<string, string> {
  return Object.fromEntries(pairs);
}

function grouped(pairs: Pairs): Record<string, string[]> {
  const groups = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...groups].map(([name, ofName]) => [name, ofName.map(([, value]) => value)]),
  );
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
