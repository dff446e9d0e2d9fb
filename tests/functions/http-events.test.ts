import {
  AlbMultiValueHeadersSchema,
  AlbSchema,
  APIGatewayProxyEventSchema,
  APIGatewayProxyEventV2Schema,
} from '@aws-lambda-powertools/parser/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHttpEvent } from '../../src/entry/lambda-event.ts';
import { EVENT_KINDS, type EventKind, eventOf, type ReceivedRequest } from './http-events.ts';

const SCHEMAS = {
  'http-api': [APIGatewayProxyEventV2Schema],
  'rest-api': [APIGatewayProxyEventSchema],
  'load-balancer': [AlbSchema, AlbMultiValueHeadersSchema],
} as const;

const text = fc.string({ unit: 'binary', maxLength: 12 });
/** What HTTP lets stand in a header, without the spaces around it, which are no part of it. */
const headerValue = text
  .filter((value) => !/[\p{Cc},]/u.test(value))
  .map((value) => value.trim())
  // A browser's cookie ends where the next begins.
  .map((value) => value.replaceAll(';', ''));
const headerName = fc.constantFrom('X-One', 'x-two', 'Cookie', 'Accept', '__proto__');
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');

/** A dot for a segment is resolved by every reader of a URL. */
const path = fc
  .array(text, { maxLength: 4 })
  .filter((segments) => !segments.some((one) => one.split('/').some((part) => /^\.+$/.test(part))))
  .map((segments) => `/${segments.map(encodeURIComponent).join('/')}`);

const query = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'a b', 'ä', '__proto__'), text), { maxLength: 5 })
  .map((pairs) =>
    pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  .map((pairs) => pairs.join('&'));

const body = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  text.map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

const received: fc.Arbitrary<ReceivedRequest> = fc.record({
  method,
  path,
  query,
  headers: fc
    .array(fc.tuple(headerName, headerValue), { maxLength: 6 })
    .map((lines) => [...lines, ['Host', 'shop.example'] as const]),
  body,
  sourceIp: fc.oneof(fc.ipV4(), fc.ipV6()),
});

/** As on AWS, where an event is JSON. */
function sent(kind: EventKind, request: ReceivedRequest, stage?: string): unknown {
  return JSON.parse(JSON.stringify(eventOf(kind, request, stage === undefined ? {} : { stage })));
}

/** Of each name all values in their order, in UTF-8. */
function headerLists(headers: Headers): Readonly<Record<string, readonly string[]>> {
  const lists = [...headers].map(([name, value]) => [
    name,
    Buffer.from(value, 'latin1')
      .toString('utf8')
      .split(name === 'cookie' ? /; ?/ : /, ?/),
  ]);
  return Object.fromEntries(lists);
}

function expectedLists({ headers }: ReceivedRequest) {
  const lists = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries([...lists].map(([name, lines]) => [name, lines.map(([, one]) => one)]));
}

function queryLists(search: string) {
  const lists = Map.groupBy([...new URLSearchParams(search)], ([name]) => name);
  return Object.fromEntries([...lists].map(([name, pairs]) => [name, pairs.map(([, one]) => one)]));
}

describe.each(EVENT_KINDS)('an event of %s', (kind) => {
  test('is one in the eyes of the schemas of AWS', () => {
    fc.assert(
      fc.property(received, (request) => {
        for (const schema of SCHEMAS[kind]) schema.parse(sent(kind, request));
      }),
      { numRuns: 200 },
    );
  });

  test('becomes the request that was sent', async () => {
    await fc.assert(
      fc.asyncProperty(received, async (one) => {
        const { request, remoteAddress, prefix } = readHttpEvent(sent(kind, one));
        expect(request.method).toBe(one.method);
        expect(prefix).toBe('');
        expect(remoteAddress).toBe(one.sourceIp);
        const { search } = new URL(request.url);
        expect(queryLists(search)).toEqual(queryLists(one.query));
        const {
          'content-length': length,
          'x-forwarded-for': _,
          ...lists
        } = headerLists(request.headers);
        expect(lists).toEqual(expectedLists(one));
        const bytes = Buffer.from(await request.arrayBuffer());
        const isRead = one.method !== 'GET' && one.method !== 'HEAD' && one.body.length > 0;
        expect(bytes.toString('hex')).toBe(isRead ? one.body.toString('hex') : '');
        expect(length).toEqual(isRead ? [String(one.body.length)] : undefined);
      }),
      { numRuns: 300 },
    );
  });

  test('has the path that was sent', () => {
    fc.assert(
      fc.property(received, (one) => {
        // What this kind decodes and still looks encoded cannot be told from what was.
        fc.pre(kind !== 'http-api' || !/%[0-9a-f]{2}/i.test(decodeURIComponent(one.path)));
        const { pathname } = new URL(readHttpEvent(sent(kind, one)).request.url);
        const expected = new URL(`https://shop.example${one.path}`).pathname;
        if (kind !== 'http-api') expect(pathname).toBe(expected);
        expect(decodeURIComponent(pathname)).toBe(decodeURIComponent(expected));
      }),
      { numRuns: 300 },
    );
  });

  test('has the path without the stage that is in front of it', () => {
    fc.assert(
      fc.property(received, (one) => {
        const { request, prefix } = readHttpEvent(sent(kind, one, 'staging'));
        const { request: plain } = readHttpEvent(sent(kind, one));
        expect(request.url).toBe(plain.url);
        expect(prefix).toBe(kind === 'load-balancer' ? '' : '/staging');
      }),
      { numRuns: 100 },
    );
  });
});
