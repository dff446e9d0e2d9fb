import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConfig } from '../config/config.ts';
import type { Env } from '../config/env.ts';
import { documentationRoutes } from '../routes/documentation-routes.ts';
import type { Route } from '../routes/route.ts';
import { checkAccessToken } from '../usecases/tokens/check-access-token.ts';
import { type FunctionApp, functionApp, openAccessTokens } from './function-app.ts';
import { functionPorts, withSecrets } from './function-ports.ts';

/** What the build puts beside the function: the documentation, and the routes of all functions. */
const PAGES = join(import.meta.dirname, 'pages');

/**
 * The pages, and the answer to whatever no other function has a route for: 404, 405 with what is
 * allowed, and the preflight of browsers. It has no store.
 * @throws Error in one sentence that names the setting which is missing or wrong
 */
export async function wirePages(env: Env, operationIds: readonly string[]): Promise<FunctionApp> {
  const config = parseConfig(await withSecrets(env));
  const ports = functionPorts(config);
  const accessTokens = await openAccessTokens(config, ports);
  const all = JSON.parse(await readFile(join(PAGES, 'routes.json'), 'utf8'));
  const routes = documentationRoutes({
    openApi: () => readFile(join(PAGES, 'openapi.json'), 'utf8'),
    readFile: async (name) => Uint8Array.from(await readFile(join(PAGES, name))),
  }).filter(({ operationId }) => operationIds.includes(operationId));
  return functionApp(config, ports, routes, {
    checkAccessToken: checkAccessToken({ accessTokens }),
    checkSession: async (caller) => caller,
    otherRoutes: (all as readonly Pick<Route, 'method' | 'path'>[]).filter(
      ({ method, path }) => !routes.some((own) => own.method === method && own.path === path),
    ),
  });
}
