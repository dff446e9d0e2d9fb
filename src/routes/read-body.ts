import { AppError, type ErrorCode } from '../domain/errors.ts';
import { parseStrictJson } from './strict-json.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
/** How much of an over-long body is read and dropped: a client cut off while it sends may never see the 413. */
const MAX_DROPPED_BYTES = 16 * MAX_BODY_BYTES;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

interface BodyLimit {
  readonly maxBytes: number;
  readonly tooLarge: ErrorCode;
}

const JSON_LIMIT: BodyLimit = { maxBytes: MAX_BODY_BYTES, tooLarge: 'PAYLOAD_TOO_LARGE' };

/**
 * The JSON of a request's body; {} for one without any body, where it is optional.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, BODY_INCOMPLETE, MALFORMED_JSON
 */
export async function readJsonBody(
  request: Request,
  { optional = false }: { readonly optional?: boolean } = {},
): Promise<unknown> {
  // A request may carry a body that no header announces where no socket has made it.
  const unannounced =
    optional && !announcesBody(request) ? await readBytes(request, JSON_LIMIT) : undefined;
  if (unannounced?.length === 0) return {};
  if (!isJson(request.headers.get('content-type'))) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  const bytes = unannounced ?? (await readBytes(request, JSON_LIMIT));
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (error) {
    throw new AppError('MALFORMED_JSON', {
      problems: [{ pointer: '#', detail: 'must be UTF-8' }],
      cause: error,
    });
  }
  return parseStrictJson(text);
}

/** application/json, or any type built on it, in UTF-8 (RFC 8259 section 8.1 knows no other). */
function isJson(contentType: string | null): boolean {
  if (contentType === 'application/json') return true;
  const [mediaType = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  return (
    /^application\/(?:[\w.+-]+\+)?json$/.test(mediaType.trim()) &&
    parameters.every((parameter) => !/^\s*charset\s*=(?!\s*"?utf-?8"?\s*$)/.test(parameter))
  );
}

/** By the rules of HTTP/1.1 (RFC 9112 section 6.3). */
function announcesBody({ headers }: Request): boolean {
  return headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;
}

/**
 * The whole body, as it was sent.
 * @throws AppError BODY_INCOMPLETE and the limit's own code
 */
export async function readBytes(
  request: Request,
  { maxBytes, tooLarge }: BodyLimit,
): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > MAX_DROPPED_BYTES) throw new AppError(tooLarge);
  try {
    // With a length the server itself stops reading there; without one, count.
    return declared === null || Number(declared) > maxBytes
      ? await readAtMost(request, { maxBytes, tooLarge })
      : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BODY_INCOMPLETE', { cause: error });
  }
}

async function readAtMost(
  request: Request,
  { maxBytes, tooLarge }: BodyLimit,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else if (size > MAX_DROPPED_BYTES) break;
  }
  if (size > maxBytes) throw new AppError(tooLarge);
  return Buffer.concat(chunks);
}
