import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../domain/errors.ts';
import { photoFile } from '../domain/product.ts';
import type { Photo, Photos } from '../ports/photos.ts';

export interface BucketSettings {
  readonly bucket: string;
  readonly region: string;
  /** Undefined is AWS itself. */
  readonly endpoint: string | undefined;
  /** Undefined looks where every AWS client looks. */
  readonly credentials:
    | { readonly accessKeyId: string; readonly secretAccessKey: string }
    | undefined;
}

const CONNECT_TIMEOUT_MS = 1_000;
const CALL_TIMEOUT_MS = 5_000;
const RETRY_AFTER_SECONDS = 2;

/**
 * PNG objects "photos/<id>.png" in a bucket of S3 or of a server that speaks its API. What the
 * bucket does not have is looked for in `others`, which are only read.
 */
export function bucketPhotos(
  { bucket: Bucket, region, endpoint, credentials }: BucketSettings,
  others: Pick<Photos, 'findPhoto'>,
): Photos {
  const client = new S3Client({
    region,
    // Servers other than AWS seldom have a name for each bucket, nor its newer checksums.
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(credentials !== undefined && { credentials }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: CALL_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async findPhoto(id) {
      return (await readObject(client, { Bucket, Key: keyOf(id) })) ?? others.findPhoto(id);
    },
    savePhoto: (id, png) =>
      orUnavailable(async () => {
        const Key = keyOf(id);
        const ContentType = 'image/png';
        await client.send(new PutObjectCommand({ Bucket, Key, Body: png, ContentType }));
      }),
    deletePhoto: (id) =>
      orUnavailable(async () => {
        await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(id) }));
      }),
  };
}

function keyOf(id: string): string {
  return `photos/${photoFile(id)}`;
}

async function readObject(
  client: S3Client,
  where: { readonly Bucket: string; readonly Key: string },
): Promise<Photo | undefined> {
  return orUnavailable(async () => {
    try {
      const { Body, ETag = '' } = await client.send(new GetObjectCommand(where));
      if (Body === undefined) throw new Error('The bucket answered without a body');
      const bytes = Uint8Array.from(await Body.transformToByteArray());
      return { bytes, version: ETag.replaceAll('"', '') };
    } catch (error) {
      // Without the permission to list, S3 answers 403 for what is missing: then it is a fault.
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  });
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
