import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { PhotoOutcome } from '../ports/photo-encoder.ts';
import { sharpPhotoEncoder } from './sharp-photo-encoder.ts';

const encoder = sharpPhotoEncoder();

function pngOf(outcome: PhotoOutcome): Uint8Array {
  if (outcome.kind !== 'encoded') throw new Error(outcome.kind);
  return outcome.png;
}

const drawn = async (file: Uint8Array) => pngOf(await encoder.toPng(file));

/** Red on the left, blue on the right. */
function twoColours(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    pixels[at * 3 + (at % width < width / 2 ? 0 : 2)] = 255;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function noise(width: number, height: number): Sharp {
  const pixels = Buffer.from({ length: width * height * 3 }).map(
    (_, at) => Math.imul(at + 1, 2_654_435_761) >>> 13,
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function oneColour(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#aa5522' } });
}

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4).subarray(0, 4)];
  return { width: info.width, height: info.height, at };
}

const FORMATS = {
  png: () => noise(64, 48).png().toBuffer(),
  'interlaced png': () => noise(64, 48).png({ progressive: true }).toBuffer(),
  jpeg: () => noise(64, 48).jpeg().toBuffer(),
  'progressive jpeg': () => noise(64, 48).jpeg({ progressive: true }).toBuffer(),
  webp: () => noise(64, 48).webp().toBuffer(),
  'lossless webp': () => noise(64, 48).webp({ lossless: true }).toBuffer(),
};

describe('a photo', () => {
  test.each(Object.entries(FORMATS))('that is a %s becomes a PNG of its size', async (_, make) => {
    const { format, width, height } = await sharp(await drawn(await make())).metadata();
    expect([format, width, height]).toEqual(['png', 64, 48]);
  });

  test('keeps its colours exactly where they are few', async () => {
    const { at } = await pixelsOf(await drawn(await twoColours(40, 20).png().toBuffer()));
    expect([at(0, 0), at(39, 19)]).toEqual([
      [255, 0, 0, 255],
      [0, 0, 255, 255],
    ]);
  });

  test.each([
    [3200, 800, 1600, 400],
    [800, 3200, 400, 1600],
    [1601, 1601, 1600, 1600],
    [1600, 1600, 1600, 1600],
    [300, 200, 300, 200],
    [1, 1, 1, 1],
    [32_767, 3, 1600, 1],
  ])('of %i x %i is shown in %i x %i', async (width, height, shownWidth, shownHeight) => {
    const { width: w, height: h } = await pixelsOf(
      await drawn(await oneColour(width, height).png().toBuffer()),
    );
    expect([w, h]).toEqual([shownWidth, shownHeight]);
  });

  test('is small enough to serve even when every pixel differs', async () => {
    const png = await drawn(await noise(1600, 1600).jpeg({ quality: 60 }).toBuffer());
    expect(png.length).toBeLessThan(3 * 1024 * 1024);
  });

  test('is upright as its camera says, and tells no longer where it was taken', async () => {
    const file = await twoColours(40, 20)
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Artist: 'Jane' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const before = await sharp(file).metadata();
    expect(before.orientation).toBe(6);
    expect(before.exif?.includes('Jane')).toBe(true);

    const png = await drawn(file);
    const { exif, xmp, icc, iptc, orientation, comments } = await sharp(png).metadata();
    expect({ exif, xmp, icc, iptc, orientation, comments }).toEqual({});
    expect(Buffer.from(png).includes('Jane')).toBe(false);
    const { width, height, at } = await pixelsOf(png);
    expect([width, height]).toEqual([20, 40]);
    // A quarter to the right: what was left is now above.
    expect(at(10, 2)[0]).toBeGreaterThan(200);
    expect(at(10, 37)[2]).toBeGreaterThan(200);
  });

  test('keeps no comment, and nothing that follows its end', async () => {
    const file = await twoColours(4, 4).jpeg().toBuffer();
    const comment = Buffer.from('\xff\xfe\x00\x0a<script>', 'latin1');
    const parts = [file.subarray(0, 2), comment, file.subarray(2), Buffer.from('<script>')];
    const png = await drawn(Buffer.concat(parts));
    expect(Buffer.from(png).includes('<script>')).toBe(false);
  });

  test.each(['png', 'webp'] as const)('keeps what is transparent in a %s', async (format) => {
    const half = { r: 0, g: 255, b: 0, alpha: 0.5 };
    const file = await sharp({ create: { width: 8, height: 8, channels: 4, background: half } })
      .toFormat(format, { lossless: true })
      .toBuffer();
    expect((await pixelsOf(await drawn(file))).at(4, 4)).toEqual([0, 255, 0, 128]);
  });

  test('that moves is its first frame', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#0000ff'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    // Made of PNGs, which are still read once an encoder has shut the other formats out.
    const file = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(file).metadata()).pages).toBe(2);
    const { width, height, at } = await pixelsOf(await drawn(file));
    expect([width, height, at(4, 4)]).toEqual([8, 8, [255, 0, 0, 255]]);
  });

  test('in the colours of print, in 16 bits or grey is shown in sRGB of 8 bits', async () => {
    const files = [
      await oneColour(8, 8).toColourspace('cmyk').jpeg().toBuffer(),
      await oneColour(8, 8).toColourspace('rgb16').png().toBuffer(),
      await oneColour(8, 8).toColourspace('b-w').png().toBuffer(),
      await oneColour(8, 8).toColourspace('grey16').png().toBuffer(),
    ];
    expect((await sharp(files[0]).metadata()).space).toBe('cmyk');
    expect((await sharp(files[1]).metadata()).depth).toBe('ushort');
    for (const file of files) {
      const png = await drawn(file);
      expect(await sharp(png).metadata()).toMatchObject({ space: 'srgb', depth: 'uchar' });
    }
  });

  test('in wider colours than sRGB looks the same in sRGB', async () => {
    const png = await drawn(await oneColour(8, 8).withIccProfile('p3').png().toBuffer());
    const [red = 0, green = 0, blue = 0] = (await pixelsOf(png)).at(4, 4);
    const distance = Math.hypot(red - 0xaa, green - 0x55, blue - 0x22);
    expect(distance).toBeLessThan(4);
  });

  test('is drawn among many at once', async () => {
    const file = await noise(300, 300).png().toBuffer();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => encoder.toPng(file)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['encoded']));
  });

  test('beyond the ones that may wait is refused, and may come again', async () => {
    const file = await noise(8, 8).png().toBuffer();
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => encoder.toPng(file)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.length).toBe(40 - 2 - 32);
    expect(refused[0]).toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfterSeconds: 10 });
    expect((await encoder.toPng(file)).kind).toBe('encoded');
  });
});
