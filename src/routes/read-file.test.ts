import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import type { FileSpec } from './route.ts';

const MIB = 1024 * 1024;

const FILE: FileSpec = {
  contentTypes: ['image/png', 'image/jpeg'],
  maxBytes: 5 * MIB,
  tooLarge: 'PHOTO_TOO_LARGE',
  wrongType: 'UNSUPPORTED_PHOTO_TYPE',
  empty: 'INVALID_PHOTO',
};

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;

function request(body: Body, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request('http://localhost/file', {
    method: 'PUT',
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
}

function upload(body: Body, headers: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  return readFile(request(body, { 'content-type': 'image/png', ...headers }), FILE);
}

/** Chunks of 1 MiB, as many as are asked for, and how many were. */
function stream(chunks: number, end: 'whole' | 'cut off' = 'whole') {
  const taken = { chunks: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.chunks < chunks) {
        taken.chunks += 1;
        controller.enqueue(new Uint8Array(MIB));
      } else if (end === 'whole') controller.close();
      else controller.error(new Error('aborted'));
    },
  });
  return { body, taken };
}

const refused = (code: string) => expect.objectContaining({ code });

describe('a file in a body', () => {
  test('is its bytes as they were sent', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    expect([...(await upload(bytes))]).toEqual([...bytes]);
    expect([...(await upload(bytes, { 'content-length': '256' }))]).toEqual([...bytes]);
  });

  test.each(['image/png', 'IMAGE/PNG', 'image/jpeg; charset=binary', ' image/png ;a=b'])(
    'may be of the type %j',
    async (type) => {
      expect((await upload('x', { 'content-type': type })).length).toBe(1);
    },
  );

  test.each(['', 'image/gif', 'image/pngx', 'application/json', 'image', 'text/plain, image/png'])(
    'is refused as of the type %j, unread',
    async (type) => {
      const { body } = stream(1);
      const asked = request(body, { 'content-type': type });
      await expect(readFile(asked, FILE)).rejects.toEqual(refused('UNSUPPORTED_PHOTO_TYPE'));
      expect(asked.bodyUsed).toBe(false);
    },
  );

  test('is refused without a type', async () => {
    const asked = request(new Uint8Array(3));
    await expect(readFile(asked, FILE)).rejects.toEqual(refused('UNSUPPORTED_PHOTO_TYPE'));
  });

  test.each([{}, { 'content-length': '0' }])('is refused without a byte: %j', async (headers) => {
    await expect(upload(null, headers)).rejects.toEqual(refused('INVALID_PHOTO'));
    await expect(upload('', headers)).rejects.toEqual(refused('INVALID_PHOTO'));
  });

  test('has at most the bytes of the spec, declared or not', async () => {
    const most = new Uint8Array(5 * MIB);
    expect((await upload(most)).length).toBe(5 * MIB);
    expect((await upload(most, { 'content-length': String(5 * MIB) })).length).toBe(5 * MIB);
    expect((await upload(stream(5).body)).length).toBe(5 * MIB);
    const more = new Uint8Array(5 * MIB + 1);
    const length = String(more.length);
    await expect(upload(more)).rejects.toEqual(refused('PHOTO_TOO_LARGE'));
    await expect(upload(more, { 'content-length': length })).rejects.toEqual(
      refused('PHOTO_TOO_LARGE'),
    );
    await expect(upload(stream(6).body)).rejects.toEqual(refused('PHOTO_TOO_LARGE'));
  });

  test('is read on for a while when it is too large, and not for ever', async () => {
    const few = stream(10);
    await expect(upload(few.body)).rejects.toEqual(refused('PHOTO_TOO_LARGE'));
    expect(few.taken.chunks).toBe(10);
    const endless = stream(1000);
    await expect(upload(endless.body)).rejects.toEqual(refused('PHOTO_TOO_LARGE'));
    expect(endless.taken.chunks).toBeLessThan(20);
    const declared = stream(1000);
    const headers = { 'content-length': String(1000 * MIB) };
    await expect(upload(declared.body, headers)).rejects.toEqual(refused('PHOTO_TOO_LARGE'));
    expect(declared.taken.chunks).toBeLessThan(3);
  });

  test.each([
    [2, {}],
    [2, { 'content-length': String(4 * MIB) }],
    [6, { 'content-length': String(8 * MIB) }],
  ])('that is cut off after %i MiB is incomplete: %j', async (chunks, headers) => {
    const cut = upload(stream(chunks, 'cut off').body, headers);
    await expect(cut).rejects.toEqual(refused('BODY_INCOMPLETE'));
  });
});
