import { AppError } from '../domain/errors.ts';
import { parseStrictJson } from './strict-json.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
/** How much of an over-long body is read and dropped: a client cut off while it sends may never see the 413. */
const MAX_DROPPED_BYTES = 16 * MAX_BODY_BYTES;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * The JSON of a request's body.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, BODY_INCOMPLETE, MALFORMED_JSON
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (!isJson(request.headers.get('content-type'))) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  const bytes = await readBytes(request);
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

async function readBytes(request: Request): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > MAX_DROPPED_BYTES) {
    throw new AppError('PAYLOAD_TOO_LARGE');
  }
  try {
    // With a length the server itself stops reading there; without one, count.
    return declared === null || Number(declared) > MAX_BODY_BYTES
      ? await readAtMost(request, MAX_BODY_BYTES)
      : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BODY_INCOMPLETE', { cause: error });
  }
}

async function readAtMost(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (size > MAX_DROPPED_BYTES) break;
  }
  if (size > limit) throw new AppError('PAYLOAD_TOO_LARGE');
  return Buffer.concat(chunks);
}
