import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sharpPhotoEncoder } from './sharp-photo-encoder.ts';

const encoder = sharpPhotoEncoder();
const kindOf = async (file: Uint8Array) => (await encoder.toPng(file)).kind;

function noise(width: number, height: number): Sharp {
  const pixels = Buffer.from({ length: width * height * 3 }).map(
    (_, at) => Math.imul(at + 1, 2_654_435_761) >>> 13,
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function oneColour(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#aa5522' } });
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function declaredPng(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An extended WebP whose canvas has this side, with a frame of one pixel. */
async function declaredWebp(side: number): Promise<Buffer> {
  const chunk = (name: string, data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(name), length, data]);
  };
  const extended = Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  extended.writeUIntLE(side - 1, 4, 3);
  extended.writeUIntLE(side - 1, 7, 3);
  const pixel = (await oneColour(1, 1).webp({ lossless: true }).toBuffer()).subarray(12);
  const frame = chunk('ANMF', Buffer.concat([Buffer.alloc(16), pixel]));
  const chunks = [chunk('VP8X', extended), chunk('ANIM', Buffer.alloc(6)), frame];
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

const FORMATS = {
  png: () => noise(64, 48).png().toBuffer(),
  'interlaced png': () => noise(64, 48).png({ progressive: true }).toBuffer(),
  jpeg: () => noise(64, 48).jpeg().toBuffer(),
  'progressive jpeg': () => noise(64, 48).jpeg({ progressive: true }).toBuffer(),
  webp: () => noise(64, 48).webp().toBuffer(),
  'lossless webp': () => noise(64, 48).webp({ lossless: true }).toBuffer(),
};

describe('not a photo', () => {
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'],
    ['PDF', '%PDF-1.7\n'],
    ['BMP', 'BM______________'],
    ['SVG behind the start of a WebP', 'RIFF____WEBP<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['another RIFF', 'RIFF____WAVEfmt '],
    ['the start of a PNG alone', '\x89PNG\r\n\x1a\n'],
    ['the start of a JPEG alone', '\xff\xd8\xff'],
    ['the start of a WebP alone', 'RIFF____WEBP'],
  ])('is %s', async (_, text) => {
    expect(await kindOf(Buffer.from(text, 'latin1'))).toBe('not-a-photo');
  });

  test.each(['gif', 'tiff', 'avif'] as const)('is a %s, which sharp could read', async (format) => {
    const file = await noise(8, 8).toFormat(format).toBuffer();
    expect(await kindOf(file)).toBe('not-a-photo');
    // Nor does libvips read it any longer, should it pass for one of the three.
    await encoder.toPng(await noise(8, 8).png().toBuffer());
    await expect(sharp(file).metadata()).rejects.toThrow('unsupported image format');
  });

  test.each(Object.entries(FORMATS))('is a %s that is cut off anywhere', async (_, make) => {
    const file = await make();
    // The last chunk of a PNG says only that it is over.
    const end = file.length - (file[0] === 0x89 ? 13 : 1);
    const step = Math.ceil(end / 40);
    for (let length = end; length >= 0; length -= step) {
      expect([length, await kindOf(file.subarray(0, length))]).toEqual([length, 'not-a-photo']);
    }
  });

  test.each(Object.entries(FORMATS))('is chance behind the start of a %s', async (_, make) => {
    const file = await make();
    for (let round = 1; round <= 20; round += 1) {
      const chance = file.map((byte, at) =>
        at < 12 ? byte : Math.imul(at * round, 2_654_435_761) >>> 11,
      );
      expect(await kindOf(chance)).toBe('not-a-photo');
    }
  });

  test('is never a fault of ours, however a file is damaged', async () => {
    for (const make of Object.values(FORMATS)) {
      const file = await make();
      for (let round = 0; round < 60; round += 1) {
        const damaged = Buffer.from(file);
        for (const turn of [1, 2, 3]) {
          damaged[Math.imul(round * turn + 1, 40_503) % file.length] = Math.imul(round, turn * 37);
        }
        await expect(encoder.toPng(damaged)).resolves.toHaveProperty('kind');
      }
    }
  });
});

describe('too many pixels', () => {
  test.each([
    [50_000, 50_000],
    [2_147_483_647, 2_147_483_647],
    [4_294_967_295, 1],
    [40_000_001, 1],
    [1, 32_768],
    [6325, 6325],
  ])('are declared by the header of a PNG of %i x %i', async (width, height) => {
    const zeros = deflateSync(Buffer.alloc(4_000_000), { level: 9 });
    expect(await kindOf(declaredPng(width, height, zeros))).toBe('too-many-pixels');
  });

  test.each([6325, 16_383, 50_000, 2 ** 24])('are declared by a WebP of side %i', async (side) => {
    expect(await kindOf(await declaredWebp(side))).toBe('too-many-pixels');
  });

  test('are not in a WebP whose canvas is small', async () => {
    expect(await kindOf(await declaredWebp(20))).toBe('encoded');
  });

  test.each([
    ['png', 12_000],
    ['jpeg', 6400],
    ['webp', 6400],
  ] as const)('are counted in a real %s of side %i', async (format, side) => {
    const file = await oneColour(side, side).toFormat(format).toBuffer();
    expect(file.length).toBeLessThan(5 * 1024 * 1024);
    expect(await kindOf(file)).toBe('too-many-pixels');
  });

  test('are not in a picture that has exactly as many as it may', async () => {
    expect(await kindOf(await oneColour(8000, 5000).png().toBuffer())).toBe('encoded');
  });
});

describe('a fault that is not of the file', () => {
  afterEach(() => {
    vi.doUnmock('sharp');
    vi.resetModules();
  });

  test.each(['vips_tracked: out of memory -- size == 160MB', 'VipsJpeg: Insufficient memory'])(
    '"%s" is thrown',
    async (message) => {
      const broken = Object.assign(() => ({ metadata: () => Promise.reject(new Error(message)) }), {
        cache: vi.fn(),
        concurrency: vi.fn(),
        block: vi.fn(),
        unblock: vi.fn(),
      });
      vi.resetModules();
      vi.doMock('sharp', () => ({ default: broken }));
      const { sharpPhotoEncoder: withBroken } = await import('./sharp-photo-encoder.ts');
      const file = await noise(8, 8).jpeg().toBuffer();
      await expect(withBroken().toPng(file)).rejects.toThrow(message);
    },
  );
});
