import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { type Kitroom, wire } from '../../src/wiring.ts';
import { TEMPLATES } from './deployments.ts';
import { ROOT } from './yaml-template.ts';

const names = readdirSync(join(ROOT, 'src/functions'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();
const dataDir = mkdtempSync(join(tmpdir(), 'kitroom-infra-'));
let kitroom: Kitroom;
/** The operations of the functions that answer requests. */
let operations: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  kitroom = await wire(parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', SAMPLE_DATA: 'off' }));
  const found = await Promise.all(
    names.map(async (name) => {
      const { handler } = await import(`../../src/functions/${name}.ts`);
      return [name, handler.operationIds as readonly string[] | undefined] as const;
    }),
  );
  operations = new Map(found.map(([name, ids = []]) => [name, ids]));
});
afterAll(async () => {
  await kitroom.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Where there is GET there is HEAD, which the gateway takes for another method. */
function callsOfRoute({ method, path }: Kitroom['routes'][number]): readonly string[] {
  return method === 'GET' ? [`GET ${path}`, `HEAD ${path}`] : [`${method} ${path}`];
}

function callsOf(name: string): readonly string[] {
  const calls = (operations.get(name) ?? []).flatMap((id) => {
    const route = kitroom.routes.find(({ operationId }) => operationId === id);
    if (route === undefined) throw new Error(`${name} answers ${id}, which is no route`);
    return callsOfRoute(route);
  });
  return name === 'web_pages' ? [...calls, '$default'] : calls;
}

describe.each(TEMPLATES)('%s', (_, read) => {
  const { functions, resources } = read('staging');

  test('has the functions of the code and no other', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(names);
  });

  test.each(names)('gives %s the routes that it answers', (name) => {
    const deployed = functions.find((one) => one.name === name);
    expect([...(deployed?.routes ?? [])].sort()).toEqual([...callsOf(name)].sort());
  });

  test('has each route of the code once, and one for all else', () => {
    const routes = functions.flatMap((one) => one.routes);
    const calls = kitroom.routes.flatMap(callsOfRoute);
    expect([...routes].sort()).toEqual([...calls, '$default'].sort());
  });

  test('lets each function end before its caller gives it up', () => {
    for (const { name, routes, timeout } of functions) {
      const most = routes.length > 0 ? 29 : ['events', 'expiry'].includes(name) ? 90 : 10;
      expect(timeout, name).toBe(most);
    }
  });

  test('has no CORS of the gateway, which would answer before the functions', () => {
    expect(JSON.stringify(resources)).not.toMatch(/"cors\w*":/i);
  });
});
