import { AppError } from '../domain/errors.ts';
import { readBytes } from './read-body.ts';
import type { FileSpec } from './route.ts';

/**
 * The file that a request's body is.
 * @throws AppError BODY_INCOMPLETE and the codes of the spec
 */
export async function readFile(request: Request, spec: FileSpec): Promise<Uint8Array> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';');
  if (!spec.contentTypes.includes(mediaType.trim().toLowerCase())) {
    throw new AppError(spec.wrongType);
  }
  const bytes = await readBytes(request, spec);
  if (bytes.length === 0) throw new AppError(spec.empty);
  return bytes;
}
