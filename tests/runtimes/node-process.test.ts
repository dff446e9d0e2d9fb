import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { apiClient, asList, asObject } from '../contracts/http/api-client.ts';
import {
  addToCart,
  BALL,
  cartOf,
  checkout,
  createUser,
  freshEmail,
  ordersOf,
  PASSWORD,
  unitsOf,
} from '../contracts/http/fixtures.ts';
import { type KitroomProcess, newDataDir, removeDataDir, startKitroom } from './kitroom-process.ts';
import { openRawSocket, parseReply, requestText } from './raw-socket.ts';

const clientOf = (server: KitroomProcess) => apiClient({ baseUrl: () => server.baseUrl });

async function refusesConnections(baseUrl: string): Promise<boolean> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });
}

describe('the Node process', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const start = async (settings: Readonly<Record<string, string>> = {}) => {
    const DATA_DIR = settings['DATA_DIR'] ?? (await newDataDir());
    const server = await startKitroom({ ...settings, DATA_DIR });
    cleanUps.push(async () => {
      await server.stop('SIGKILL');
      await removeDataDir(DATA_DIR);
    });
    return server;
  };
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets a body that is being uploaded finish, then the process ends with 0',
    async (signal) => {
      const server = await start();
      const body = JSON.stringify({ lastname: 'Doe', email: freshEmail() });
      const text = requestText('POST /users', {}, body);
      const raw = await openRawSocket(server.baseUrl);
      raw.send(text.slice(0, -20));
      await clientOf(server).get('/health/live');
      const stopped = server.stop(signal);
      await expect.poll(() => refusesConnections(server.baseUrl)).toBe(true);
      expect(server.child.exitCode).toBeNull();
      raw.send(text.slice(-20));
      const reply = parseReply(await raw.received());
      expect(reply.status).toBe(201);
      expect(await stopped).toBe(0);
    },
  );

  test('SIGTERM lets registrations that wait for their hash finish', async () => {
    const server = await start();
    const sockets = await Promise.all(
      Array.from({ length: 30 }, () => openRawSocket(server.baseUrl)),
    );
    for (const raw of sockets) {
      const body = JSON.stringify({ email: freshEmail(), password: PASSWORD });
      raw.send(requestText('POST /register', {}, body));
    }
    const texts = sockets.map((raw) => raw.received());
    // Connections are accepted in turn: when this one is answered, the others are being served.
    await clientOf(server).get('/health/live');
    await Promise.race(texts);
    const stopped = server.stop('SIGTERM');
    const statuses = (await Promise.all(texts)).map((text) => parseReply(text).status);
    expect(statuses).toEqual(statuses.map(() => 201));
    expect(await stopped).toBe(0);
  });

  test('an idle connection does not hold the process', async () => {
    const server = await start();
    await openRawSocket(server.baseUrl);
    const client = clientOf(server);
    await Promise.all([client.get('/home_page'), client.get('/home_page')]);
    const since = Date.now();
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(Date.now() - since).toBeLessThan(3_000);
  });

  test('SAMPLE_DATA=off starts an empty shop', async () => {
    const client = clientOf(await start({ SAMPLE_DATA: 'off' }));
    expect((await client.get('/home_page')).body).toEqual([]);
    expect((await client.get('/load_products?product_tag=kits')).body).toEqual([]);
    expect((await client.get('/user-personal-information')).body).toEqual([]);
    expect((await client.get('/users')).body).toEqual({ items: [], next_cursor: null });
    expect((await client.get('/load_products?product_id=acc-match-ball')).status).toBe(404);
  });

  test('the sample shop is put into an empty store, once', async () => {
    const empty = await start({ SAMPLE_DATA: 'off' });
    await empty.stop();
    for (let round = 0; round < 2; round += 1) {
      const server = await start({ DATA_DIR: empty.dataDir });
      const kits = await clientOf(server).get('/load_products?product_tag=kits');
      expect(asList(kits.body)).toHaveLength(30);
      await server.stop();
    }
  });

  test('data survive a restart', async () => {
    const first = await start();
    const before = clientOf(first);
    const { userId, email } = await createUser(before, { firstname: 'Ada' });
    await addToCart(before, userId, BALL);
    const orderId = await checkout(before, userId);
    await addToCart(before, userId, BALL, BALL);
    const user = await before.get(`/users/${userId}`);
    await first.stop();

    const after = clientOf(await start({ DATA_DIR: first.dataDir }));
    const kept = await after.get(`/user/${email}`);
    expect(kept.body).toEqual(user.body);
    expect(kept.headers.get('etag')).toBe(user.headers.get('etag'));
    expect(unitsOf(await cartOf(after, userId))).toEqual([BALL, BALL]);
    expect(await ordersOf(after, userId)).toMatchObject([{ order_id: orderId, items: [BALL] }]);
  });

  test('every request is one line of the log, without an email or a password', async () => {
    const server = await start({ LOG_LEVEL: 'trace' });
    const client = clientOf(server);
    const email = `secret.person.${Date.now()}@example.com`;
    const password = 'my secret passphrase';
    const encoded = encodeURIComponent(email);
    const requests = [
      await client.post('/register', { email, password, lastname: 'Secretson' }),
      await client.post('/register', { email, password }),
      await client.post('/register', { email, password: 'secret', dob: 'secret' }),
      await client.get(`/user/${encoded}`),
      await client.put(`/user/${encoded}`, { lastname: 'Secretsen' }),
      await client.get(`/users?email=${encoded}`),
      await client.get(`/users?secret=${encoded}`),
      await client.get(`/nothing/${encoded}`),
      await client.get('/users', { authorization: 'Bearer secret-token' }),
      await client.send('POST', '/register', { raw: `{"email":"${email}",` }),
    ];
    await server.stop();
    await expect.poll(server.output).toContain('"msg":"stopping"');
    const log = server.output();
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    const logged = lines.map((line) => asObject(JSON.parse(line)));
    expect(
      logged
        .filter(({ msg }) => msg === 'request')
        .map(({ requestId, status }) => [requestId, status]),
    ).toEqual(requests.map(({ headers, status }) => [headers.get('x-request-id'), status]));
    expect(log).not.toMatch(/secret|example\.com|passphrase|argon2|%40/i);
  });
});
