import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Documentation } from './documentation-routes.ts';
import type { Route } from './route.ts';

/** Made of the routes when it is first asked for, with the files of the installed package. */
export function packagedDocumentation(describedRoutes: () => readonly Route[]): Documentation {
  let openApi: Promise<string> | undefined;
  return {
    openApi() {
      openApi ??= writeOpenApi(describedRoutes());
      return openApi;
    },
    async readFile(name) {
      const folder = dirname(
        createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
      );
      return Uint8Array.from(await readFile(join(folder, name)));
    },
  };
}

async function writeOpenApi(routes: readonly Route[]): Promise<string> {
  // Loaded when first asked for: a start should not pay for it.
  const { openApiDocument } = await import('./openapi.ts');
  return JSON.stringify(openApiDocument(routes));
}
