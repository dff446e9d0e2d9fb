import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfig } from '../../src/config/config.ts';
import { DOCUMENTATION_FILES } from '../../src/routes/documentation-routes.ts';
import { openApiDocument } from '../../src/routes/openapi.ts';
import type { Route } from '../../src/routes/route.ts';
import { wire } from '../../src/wiring.ts';

/** The routes of the whole system, as the server has them. */
export async function allRoutes(): Promise<readonly Route[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kitroom-routes-'));
  try {
    const config = { DATA_DIR: dataDir, SAMPLE_DATA: 'off', LOG_LEVEL: 'silent' };
    const { routes, close } = await wire(parseConfig(config));
    await close();
    return routes;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What the function with the pages has beside it: the documentation, and everybody's routes. */
export async function writePages(folder: string): Promise<void> {
  const routes = await allRoutes();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(openApiDocument(routes)));
  await writeFile(
    join(folder, 'routes.json'),
    JSON.stringify(routes.map(({ method, path }) => ({ method, path }))),
  );
  const source = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of DOCUMENTATION_FILES) await cp(join(source, file), join(folder, file));
}
