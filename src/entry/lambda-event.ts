/**
 * The three kinds of event by which AWS brings an HTTP request: of an HTTP API (payload 2.0), of a
 * REST API (1.0), of a load balancer. They are written as strangers' JSON: nothing in them is taken
 * for granted.
 */
export interface HttpEvent {
  readonly kind: 'http-api' | 'rest-api' | 'load-balancer';
  readonly request: Request;
  readonly remoteAddress: string | undefined;
  /** "/staging" where the stage is in front of each path, or nothing. */
  readonly prefix: string;
  /** A load balancer reads either one value of each header or several. */
  readonly hasMultiValueHeaders: boolean;
}

/** An event that is no request. Without a cause, which would quote a token or an address to the log. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

type Fields = Readonly<Record<string, unknown>>;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** What of a path must be encoded (RFC 3986 section 3.3) and is not already. */
const UNSAFE_IN_PATH = /[^\w.~!$&'()*+,;=:@/%-]/gu;
const BARE_PERCENT = /%(?![0-9A-Fa-f]{2})/g;
/** What would not end where a path begins. */
const NO_HOST = /^$|[/?#@\\]/;
const HAS_NO_BODY = new Set(['GET', 'HEAD']);

/** @throws MalformedEvent in one sentence */
export function readHttpEvent(event: unknown): HttpEvent {
  const fields = fieldsOf(event);
  const context = fieldsOf(fields['requestContext']);
  if ('elb' in context) return fromLoadBalancer(fields);
  if (fields['version'] === '2.0' && 'http' in context) return fromHttpApi(fields, context);
  if (typeof fields['httpMethod'] === 'string') return fromRestApi(fields, context);
  throw new MalformedEvent('The event is of no kind that brings a request');
}

function fromHttpApi(event: Fields, context: Fields): HttpEvent {
  const http = fieldsOf(context['http']);
  const { path: decoded, prefix } = withoutStage(textOf(event['rawPath']), stageOf(context));
  // The one kind whose path comes decoded, so that a percent sign is one.
  const path = decoded.replaceAll(BARE_PERCENT, '%25');
  return {
    kind: 'http-api',
    request: toRequest(
      event,
      textOf(http['method']),
      path,
      textOf(event['rawQueryString']),
      toHeaders([...singlePairs(event['headers']), ...cookiesOf(event)]),
    ),
    remoteAddress: optionalText(http['sourceIp']),
    prefix,
    hasMultiValueHeaders: false,
  };
}

function fromRestApi(event: Fields, context: Fields): HttpEvent {
  const stage = stageOf(context);
  const { path, prefix } = withoutStage(textOf(event['path']), stage);
  // At its own address the stage stands in front of the path that was asked for, and not in `path`.
  const isBehindStage = context['path'] === `${stage}${path}`;
  // The query is decoded here, and has to be encoded again.
  const query = new URLSearchParams(pairsOf(event, 'QueryStringParameters')).toString();
  return {
    kind: 'rest-api',
    request: toRequest(
      event,
      textOf(event['httpMethod']),
      path,
      query,
      toHeaders(pairsOf(event, 'Headers')),
    ),
    remoteAddress: optionalText(fieldsOf(context['identity'])['sourceIp']),
    prefix: isBehindStage ? stage : prefix,
    hasMultiValueHeaders: true,
  };
}

function fromLoadBalancer(event: Fields): HttpEvent {
  const headers = toHeaders(pairsOf(event, 'Headers'));
  // Names and values come as they were sent, still encoded.
  const query = pairsOf(event, 'QueryStringParameters')
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  return {
    kind: 'load-balancer',
    request: toRequest(event, textOf(event['httpMethod']), textOf(event['path']), query, headers),
    // The balancer adds the address that called it at the end.
    remoteAddress: headers.get('x-forwarded-for')?.split(',').at(-1)?.trim(),
    prefix: '',
    hasMultiValueHeaders: event['multiValueHeaders'] != null,
  };
}

function toRequest(
  event: Fields,
  method: string,
  path: string,
  query: string,
  headers: Headers,
): Request {
  const body = HAS_NO_BODY.has(method.toUpperCase()) ? undefined : bodyOf(event);
  headers.delete('content-length');
  if (body !== undefined) headers.set('content-length', String(body.length));
  const host = headers.get('host') ?? 'localhost';
  if (NO_HOST.test(host)) throw new MalformedEvent('The host of the event is none');
  const encoded = path.replaceAll(UNSAFE_IN_PATH, (character) =>
    encodeURIComponent(character.toWellFormed()),
  );
  const address = `https://${host}${encoded}${query === '' ? '' : `?${query}`}`;
  if (!encoded.startsWith('/')) throw new MalformedEvent('The event has no path');
  try {
    return new Request(address, { method, headers, ...(body !== undefined && { body }) });
  } catch {
    throw new MalformedEvent('The event is no HTTP request');
  }
}

function bodyOf(event: Fields): Uint8Array<ArrayBuffer> | undefined {
  const body = event['body'];
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body !== 'string') throw new MalformedEvent('The body of the event is no text');
  if (event['isBase64Encoded'] !== true) return Uint8Array.from(Buffer.from(body, 'utf8'));
  if (body.length % 4 !== 0 || !BASE64.test(body))
    throw new MalformedEvent('The body of the event is no base64');
  return Uint8Array.from(Buffer.from(body, 'base64'));
}

/** Header names of HTTP/1.1 are in any case, and a name may have several values. */
function toHeaders(pairs: readonly (readonly [string, string])[]): Headers {
  const headers = new Headers();
  try {
    for (const [name, value] of pairs) headers.append(name, latin1Of(value));
  } catch {
    throw new MalformedEvent('A header of the event is none');
  }
  return headers;
}

/** Of an HTTP API, which takes them out of the headers. */
function cookiesOf({ cookies }: Fields): [string, string][] {
  return Array.isArray(cookies) ? cookies.map((cookie) => ['cookie', textOf(cookie)]) : [];
}

/** `Headers` takes the bytes of HTTP, as Node's server gives them; the events carry UTF-8 as text. */
function latin1Of(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

/** Of "multiValueHeaders" where the event has them, and else of "headers". */
function pairsOf(event: Fields, name: string): [string, string][] {
  const multiple = event[`multiValue${name}`];
  if (multiple === undefined || multiple === null) {
    return singlePairs(event[`${name.charAt(0).toLowerCase()}${name.slice(1)}`]);
  }
  return Object.entries(fieldsOf(multiple)).flatMap(([key, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string] => [
      key,
      textOf(value),
    ]),
  );
}

function singlePairs(pairs: unknown): [string, string][] {
  if (pairs === undefined || pairs === null) return [];
  return Object.entries(fieldsOf(pairs)).map(([key, value]) => [key, textOf(value)]);
}

/** "/staging", or nothing where the stage is in no path. */
function stageOf({ stage }: Fields): string {
  const name = textOf(stage);
  return name === '' || name === '$default' ? '' : `/${name}`;
}

function withoutStage(path: string, stage: string) {
  const isInFront = stage !== '' && (path === stage || path.startsWith(`${stage}/`));
  return isInFront
    ? { path: path.slice(stage.length) || '/', prefix: stage }
    : { path, prefix: '' };
}

function fieldsOf(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new MalformedEvent('A part of the event is no object');
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw new MalformedEvent('A part of the event is no text');
}

function optionalText(value: unknown): string | undefined {
  return value === undefined ? undefined : textOf(value);
}
