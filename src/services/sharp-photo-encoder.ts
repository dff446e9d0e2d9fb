import type { Sharp } from 'sharp';
import { AppError } from '../domain/errors.ts';
import type { PhotoEncoder, PhotoOutcome } from '../ports/photo-encoder.ts';
import { boundedQueue } from './bounded-queue.ts';

const MAX_SHOWN_SIDE = 1600;
const MAX_PIXELS = 40_000_000;
/** libvips holds many whole lines at a time: a gigabyte for one line of 40 million pixels. */
const MAX_SIDE = 32_767;
/** Each takes up to half a gigabyte, for the worst of pictures within these bounds. */
const CONCURRENCY = 2;
/** Each holds its file, and takes about a second. */
const MAX_WAITING = 32;
const RETRY_AFTER_SECONDS = 10;

const PNG_START = '\x89PNG\r\n\x1a\n';
const JPEG_START = '\xff\xd8\xff';
/** As far as the size that a PNG or an extended WebP declares. */
const HEADER_BYTES = 30;

const LOADERS = [
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpBuffer',
];

interface Size {
  readonly width: number;
  readonly height: number;
}

type OpenPicture = (file: Uint8Array, limitInputPixels: number | false) => Sharp;

/** Draws with libvips, off the main thread. */
export function sharpPhotoEncoder(): PhotoEncoder {
  const limit = boundedQueue({
    concurrency: CONCURRENCY,
    maxWaiting: MAX_WAITING,
    whenFull: () => new AppError('STORE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS }),
  });
  let opener: Promise<OpenPicture> | undefined;
  return {
    async toPng(file) {
      if (!hasKnownStart(file)) return { kind: 'not-a-photo' };
      return limit(async () => {
        // Loaded for the first photo: it would cost every start time and memory.
        opener ??= loadSharp();
        return draw(await opener, file);
      });
    },
  };
}

async function loadSharp(): Promise<OpenPicture> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  // libvips finds out by itself what a file is, and may see an SVG behind the start of a WebP.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  return (file, limitInputPixels) => sharp(file, { failOn: 'warning', limitInputPixels });
}

async function draw(open: OpenPicture, file: Uint8Array): Promise<PhotoOutcome> {
  try {
    // Without a limit, since sharp tells of too many pixels as of any broken file.
    const size = declaredSize(file) ?? (await open(file, false).metadata());
    if (isTooLarge(size)) return { kind: 'too-many-pixels' };
    const png = await open(file, MAX_PIXELS)
      .autoOrient()
      .resize(MAX_SHOWN_SIDE, MAX_SHOWN_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ palette: true, effort: 4 })
      .toBuffer();
    return { kind: 'encoded', png };
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    return { kind: 'not-a-photo' };
  }
}

/** PNG, JPEG or WebP by its first bytes. */
function hasKnownStart(file: Uint8Array): boolean {
  const start = startOf(file);
  return (
    start.startsWith(PNG_START) ||
    start.startsWith(JPEG_START) ||
    (start.startsWith('RIFF') && start.slice(8).startsWith('WEBP'))
  );
}

/** Where a header can declare more than libvips takes, which it then calls broken. */
function declaredSize(file: Uint8Array): Size | undefined {
  if (file.length < HEADER_BYTES) return undefined;
  const bytes = Buffer.from(file.subarray(0, HEADER_BYTES));
  const start = startOf(file);
  if (start.startsWith(PNG_START) && start.endsWith('IHDR')) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (start.endsWith('WEBPVP8X')) {
    return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  }
  return undefined;
}

function isTooLarge({ width, height }: Size): boolean {
  return width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE;
}

/** By its words alone, for sharp gives its errors no codes. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /memory|bad_alloc/i.test(error.message);
}

function startOf(file: Uint8Array): string {
  return Buffer.from(file.subarray(0, 16)).toString('latin1');
}
