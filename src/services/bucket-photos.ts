import { AppError } from '../domain/errors.ts';
import { photoFile } from '../domain/product.ts';
import type { Photos } from '../ports/photos.ts';
import { type AwsPlace, awsRequests } from './aws-requests.ts';

export interface BucketSettings extends Omit<AwsPlace, 'service'> {
  readonly bucket: string;
  /** Undefined is AWS itself. */
  readonly endpoint: string | undefined;
}

const TIMEOUT_MS = 6_000;
const RETRY_AFTER_SECONDS = 2;
const MISSING = '<Code>NoSuchKey</Code>';

/**
 * PNG objects "photos/<id>.png" in a bucket of S3 or of a server that speaks its API. What the
 * bucket does not have is looked for in `others`, which are only read.
 */
export function bucketPhotos(
  { bucket, region, endpoint, credentials }: BucketSettings,
  others: Pick<Photos, 'findPhoto'>,
): Photos {
  const request = awsRequests({ service: 's3', region, credentials });
  // Servers other than AWS seldom have a name for each bucket.
  const place = endpoint
    ? `${endpoint.replace(/\/$/, '')}/${bucket}`
    : `https://${bucket}.s3.${region}.amazonaws.com`;
  const addressOf = (id: string) => `${place}/photos/${photoFile(id)}`;

  return {
    async findPhoto(id) {
      const found = await orUnavailable(async () => {
        const response = await request(addressOf(id), { method: 'GET', timeoutMs: TIMEOUT_MS });
        if (!response.ok) {
          // Without the permission to list, S3 refuses what is missing: then it is a fault.
          if ((await response.clone().text()).includes(MISSING)) return undefined;
          return fail(response);
        }
        const version = (response.headers.get('etag') ?? '').replaceAll('"', '');
        return { bytes: new Uint8Array(await response.arrayBuffer()), version };
      });
      return found ?? others.findPhoto(id);
    },
    savePhoto: (id, png) =>
      orUnavailable(async () => {
        const headers = { 'content-type': 'image/png' };
        const put = {
          method: 'PUT',
          headers,
          body: Uint8Array.from(png),
          timeoutMs: TIMEOUT_MS,
        } as const;
        const response = await request(addressOf(id), put);
        if (!response.ok) await fail(response);
      }),
    deletePhoto: (id) =>
      orUnavailable(async () => {
        const response = await request(addressOf(id), { method: 'DELETE', timeoutMs: TIMEOUT_MS });
        if (!response.ok) await fail(response);
      }),
  };
}

async function fail(response: Response): Promise<never> {
  throw new Error(`The bucket answered ${response.status}: ${await response.text()}`);
}

async function orUnavailable<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('STORE_UNAVAILABLE', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
}
