import { namesEtag } from './entity-tag.ts';
import type { Reply, Route } from './route.ts';

/** What a reply is on the wire: its status, its bytes, and the headers of its own. */
export function toResponseParts(reply: Reply, route: Route, request: Request) {
  const headers: Record<string, string> = { ...reply.headers };
  if (reply.etag !== undefined) headers['etag'] = reply.etag;
  if (reply.nextCursor !== undefined) headers['link'] = nextLink(request.url, reply.nextCursor);
  const ifNoneMatch = request.headers.get('if-none-match');
  if (
    route.conditional === 'if-none-match' &&
    reply.etag !== undefined &&
    namesEtag(ifNoneMatch, reply.etag)
  ) {
    return { status: 304, body: null, headers };
  }
  headers['content-type'] = reply.contentType ?? 'application/json';
  return { status: reply.status, body: bodyOf(reply), headers };
}

function bodyOf(reply: Reply): string | Uint8Array<ArrayBuffer> {
  return reply.contentType === undefined
    ? JSON.stringify(reply.body)
    : (reply.body as string | Uint8Array<ArrayBuffer>);
}

/** Relative (RFC 8288 section 3.1), so that it holds behind any proxy or stage path. */
function nextLink(url: string, cursor: string): string {
  const { searchParams, pathname } = new URL(url);
  searchParams.set('cursor', cursor);
  return `<${pathname}?${searchParams}>; rel="next"`;
}
