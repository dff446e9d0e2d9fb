import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Api, apiClient, asObject } from '../contracts/http/api-client.ts';
import { createUser, freshEmail, freshUserId } from '../contracts/http/fixtures.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

/** What a client sees when the fault is ours. */
describe('faults of the store under the Node server', () => {
  let server: KitroomProcess;
  let api: Api;
  let database: DatabaseSync;
  beforeEach(async () => {
    server = await startKitroom();
    api = apiClient({ baseUrl: () => server.baseUrl });
    database = new DatabaseSync(join(server.dataDir, 'kitroom.db'), { timeout: 10_000 });
  });
  afterEach(async () => {
    if (database.isOpen) database.close();
    await server.stop();
    await removeDataDir(server.dataDir);
  });

  test('a 500 tells nothing of the inside, the log does', async () => {
    database.exec('DROP TABLE cart_lines');
    const answer = await api.get(`/load_cart?user_id=${freshUserId()}`);
    expect(answer.status).toBe(500);
    const requestId = answer.headers.get('x-request-id');
    expect(answer.body).toEqual({
      type: 'urn:kitroom:error:internal-error',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Internal server error',
      instance: '/load_cart',
      code: 'INTERNAL_ERROR',
      error: 'Internal server error',
      request_id: requestId,
    });
    const logged = () => {
      const lines = server.output().split('\n');
      const line = lines.find((text) => text.includes(`"requestId":"${requestId}"`)) ?? '{}';
      return asObject(JSON.parse(line));
    };
    await expect.poll(logged).toMatchObject({
      level: 'error',
      err: { message: 'no such table: cart_lines' },
    });
  });

  test('a 500 of clear_cart has its message as well', async () => {
    database.exec('DROP TABLE cart_lines');
    const answer = await api.post('/clear_cart', { user_id: freshUserId() });
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({
      code: 'INTERNAL_ERROR',
      error: 'Internal server error',
      message: 'Error clearing cart',
    });
  });

  test('a store that another program holds is 503 with a time to come back', async () => {
    const { userId } = await createUser(api);
    database.exec('BEGIN IMMEDIATE');
    const email = freshEmail();
    const answer = await api.post('/users', { lastname: 'Doe', email });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.body).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      error: 'The store does not answer; try again',
    });
    expect((await api.get(`/users/${userId}`)).status).toBe(200);
    database.exec('ROLLBACK');
    expect((await api.post('/users', { lastname: 'Doe', email })).status).toBe(201);
  });

  test('one broken request leaves the server serving the others', async () => {
    database.exec('DROP TABLE ads');
    expect((await api.get('/home_page')).status).toBe(500);
    expect((await api.get('/load_products?product_tag=kits')).status).toBe(200);
    expect((await api.get('/health/ready')).status).toBe(200);
  });
});
