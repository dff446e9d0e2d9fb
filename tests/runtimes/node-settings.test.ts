import { afterEach, describe, expect, test } from 'vitest';
import { apiClient } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import { freshEmail } from '../contracts/http/fixtures.ts';
import { removeDataDir, startKitroom } from './kitroom-process.ts';

const SHOP = 'https://shop.example';

describe('settings of the Node server', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const start = async (settings: Readonly<Record<string, string>>) => {
    const server = await startKitroom(settings);
    cleanUps.push(async () => {
      await server.stop();
      await removeDataDir(server.dataDir);
    });
    return apiClient({ baseUrl: () => server.baseUrl });
  };
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });

  test('CORS_ORIGINS lets the named origins read the answers, and no others', async () => {
    const api = await start({ CORS_ORIGINS: `${SHOP}, http://localhost:3000` });
    for (const [origin, allowed] of [
      [SHOP, SHOP],
      ['http://localhost:3000', 'http://localhost:3000'],
      ['https://attacker.example', null],
      ['https://shop.example.attacker.example', null],
      ['null', null],
    ] as const) {
      for (const path of ['/home_page', '/nothing']) {
        const { headers } = await api.get(path, { origin });
        expect(headers.get('access-control-allow-origin'), origin).toBe(allowed);
        expect(headers.get('vary')).toBe('Origin');
      }
      const preflight = await api.send('OPTIONS', '/users', { headers: { origin } });
      expect(preflight.headers.get('access-control-allow-origin'), origin).toBe(allowed);
    }
    expect((await api.get('/home_page')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('PASSWORD_MIN_LENGTH asks for longer passwords', async () => {
    const api = await start({ PASSWORD_MIN_LENGTH: '15' });
    const short = await api.post('/register', { email: freshEmail(), password: 'fourteen chars' });
    expectProblem(short, 'INVALID_INPUT', { '#/password': 'must be at least 15 characters' });
    const long = await api.post('/register', { email: freshEmail(), password: 'fifteen chars !' });
    expect(long.status).toBe(201);
  });

  test('CURRENCY prices the sample shop in units of that currency', async () => {
    const api = await start({ CURRENCY: 'JPY' });
    const answer = await api.get('/load_products?product_id=acc-match-ball');
    expect(answer.body).toMatchObject([{ price: 110 }]);
  });
});
