import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { type Kitroom, wire } from '../../src/wiring.ts';
import { sourceFiles } from './source-files.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'kitroom-wired-'));
let kitroom: Kitroom;
beforeAll(async () => {
  kitroom = await wire(parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', SAMPLE_DATA: 'off' }));
});
afterAll(async () => {
  await kitroom.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const routeFiles = sourceFiles('src/routes').filter(({ path }) => path.endsWith('-routes.ts'));

/** Opened by the secret of the cart. */
const GUEST_CART_CALLS = [
  'POST /guest-carts',
  'GET /guest-carts/{cart_id}',
  'DELETE /guest-carts/{cart_id}',
  'POST /guest-carts/{cart_id}/items',
  'PUT /guest-carts/{cart_id}/items/{product_id}/{size}',
  'DELETE /guest-carts/{cart_id}/items/{product_id}/{size}',
];

describe('the routes', () => {
  test('of every route file are wired', () => {
    const wired = new Set(kitroom.routes.map(({ operationId }) => operationId));
    expect(routeFiles.length).toBeGreaterThan(8);
    for (const { path, text } of routeFiles) {
      const ids = [...text.matchAll(/operationId: '(\w+)'/g)].map(([, id = '']) => id);
      expect(ids, path).not.toEqual([]);
      expect(
        ids.filter((id) => !wired.has(id)),
        path,
      ).toEqual([]);
    }
  });

  test('are all written in route files', () => {
    const written = routeFiles.map(({ text }) => text).join('\n');
    const ids = kitroom.routes.map(({ operationId }) => operationId);
    expect(ids.filter((id) => !written.includes(`operationId: '${id}'`))).toEqual([]);
  });

  test('have each a method and path, and an operation id, of their own', () => {
    const calls = kitroom.routes.map(({ method, path }) => `${method} ${path}`);
    const ids = kitroom.routes.map(({ operationId }) => operationId);
    expect(new Set(calls).size).toBe(calls.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('say who may call them, and only those that anyone may call are listed here', () => {
    const open = kitroom.routes
      .filter(({ access }) => access.audience === 'anyone')
      .map(({ method, path }) => `${method} ${path}`)
      .filter((call) => !/^GET \/(health|docs|openapi|$)/.test(call));
    expect(open.sort()).toEqual(
      [
        'GET /.well-known/jwks.json',
        'GET /home_page',
        'GET /load_products',
        'GET /photos/{file}',
        'GET /products',
        'GET /products/{product_id}',
        ...GUEST_CART_CALLS,
        'POST /login',
        'POST /password/reset',
        'POST /register',
        'POST /token/refresh',
      ].sort(),
    );
  });
});
