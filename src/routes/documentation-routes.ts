import * as z from 'zod/mini';
import { AppError } from '../domain/errors.ts';
import { defineRoute, type Route } from './route.ts';

const TAG = 'Documentation';
const DAY = 'public, max-age=86400';

// The page runs its own scripts only and talks to this server only.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kitroom API</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"><noscript>This page needs JavaScript; the same as JSON is at <a href="/openapi.json">/openapi.json</a>.</noscript></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
});
`;

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Where the documentation comes from: made by the server, or files beside a function. */
export interface Documentation {
  /** The document as JSON. */
  openApi(): Promise<string>;
  /** A file of the page, by one of the names in `DOCUMENTATION_FILES`. */
  readFile(name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** What the page is made of, from the package of its reader. */
export const DOCUMENTATION_FILES: readonly string[] = Object.keys(ASSETS);

/** OpenAPI and the page that shows it; the page needs nothing from the internet. */
export function documentationRoutes(documentation: Documentation): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      operationId: 'openApi',
      tag: TAG,
      summary: 'This API as OpenAPI 3.1',
      access: { audience: 'anyone' },
      reply: {
        status: 200,
        description: 'The document',
        schema: z.record(z.string(), z.unknown()),
      },
      errors: [],
      async run() {
        const body = await documentation.openApi();
        return { status: 200, body, contentType: 'application/json' };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/docs',
      operationId: 'documentationPage',
      tag: TAG,
      summary: 'This API as a page',
      access: { audience: 'anyone' },
      reply: { status: 200, description: 'The page', contentType: 'text/html; charset=utf-8' },
      errors: [],
      run: async () => ({
        status: 200,
        body: PAGE,
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': CONTENT_SECURITY_POLICY },
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/docs/{asset}',
      operationId: 'documentationAsset',
      tag: TAG,
      summary: 'A part of the page',
      access: { audience: 'anyone' },
      params: z.strictObject({ asset: z.string() }),
      reply: {
        status: 200,
        description: 'The part',
        contentType: 'text/javascript; charset=utf-8',
      },
      errors: ['ROUTE_NOT_FOUND'],
      run: async ({ params: { asset } }) => ({
        status: 200,
        headers: { 'cache-control': DAY },
        ...(await assetOf(documentation, asset)),
      }),
    }),
  ];
}

async function assetOf(documentation: Documentation, asset: string) {
  const contentType = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
  if (asset === 'start.js') return { body: START, contentType: 'text/javascript; charset=utf-8' };
  if (contentType === undefined) throw new AppError('ROUTE_NOT_FOUND');
  return { body: await documentation.readFile(asset), contentType };
}
