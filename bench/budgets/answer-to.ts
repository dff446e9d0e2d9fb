import type { CountedKitroom } from './counted-kitroom.ts';
import type { WorkRequest } from './work.ts';

/** @throws Error when it is another than is expected */
export async function answerTo(
  { app }: CountedKitroom,
  { method, path, body, png, headers, status }: WorkRequest,
): Promise<Response> {
  const response = await app.request(path, {
    method,
    headers: {
      host: 'localhost',
      ...(body && { 'content-type': 'application/json' }),
      ...(png && { 'content-type': 'image/png' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(png && { body: png }),
  });
  if (status === undefined ? response.ok : response.status === status) return response;
  throw new Error(`${method} ${path} is answered ${response.status}: ${await response.text()}`);
}
