import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject } from '../contracts/http/api-client.ts';
import { freshEmail, PASSWORD } from '../contracts/http/fixtures.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';
import { exchange, requestText } from './raw-socket.ts';

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a foreign Host', { host: 'attacker.example' }],
  ['a Host that begins like ours', { host: 'localhost.attacker.example' }],
  ['a Host that is another address', { host: '192.168.1.5:5000' }],
  ['a foreign Origin', { origin: 'https://attacker.example' }],
  ['a null Origin', { origin: 'null' }],
  ['the Origin of another port', { host: 'localhost:5000', origin: 'http://localhost:3000' }],
  ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
];

/** No web page of another site may drive a developer's server. */
describe('a server with open access', () => {
  let server: KitroomProcess;
  beforeAll(async () => {
    server = await startKitroom();
  });
  afterAll(async () => {
    await server.stop();
    await removeDataDir(server.dataDir);
  });
  const send = (
    line: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Readonly<Record<string, unknown>>,
  ) => exchange(server.baseUrl, requestText(line, headers, body && JSON.stringify(body)));

  test.each(FOREIGN)('takes a request with %s for nobody', async (_name, headers) => {
    const email = freshEmail();
    const replies = [
      await send('GET /users', headers),
      await send('POST /users', headers, { lastname: 'Doe', email }),
      await send('GET /load_cart?user_id=a', headers),
      await send('DELETE /users/nobody-here', headers),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(asObject(JSON.parse(reply.body))['code']).toBe('AUTHENTICATION_REQUIRED');
    }
    expect((await send(`GET /user/${email}`)).status).toBe(404);
  });

  test.each(FOREIGN)('still serves what anyone may see with %s', async (_name, headers) => {
    expect((await send('GET /home_page', headers)).status).toBe(200);
    expect((await send('GET /load_products?product_tag=kits', headers)).status).toBe(200);
    const body = { email: freshEmail(), password: PASSWORD };
    expect((await send('POST /register', headers, body)).status).toBe(201);
    expect((await send('OPTIONS /users', headers)).status).toBe(204);
  });

  test.each([
    ['localhost', { host: 'localhost:5000' }],
    ['LOCALHOST', { host: 'LOCALHOST' }],
    ['an address of the loopback net', { host: '127.1.2.3:80' }],
    ['the IPv6 loopback address', { host: '[::1]:5000' }],
    ['its own Origin', { host: 'localhost:5000', origin: 'http://localhost:5000' }],
    ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
  ])('takes a request with %s for the operator', async (_name, headers) => {
    expect((await send('GET /users', headers)).status).toBe(200);
  });

  test('refuses a bad token though the request would be the operator', async () => {
    const reply = await send('GET /users', { authorization: 'Bearer x' });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });
});
