// Runs once after an install, so that the first start is as quick as every other.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kitroom', import.meta.url)));
await import('../wiring.ts');
await import('@hono/node-server');
await import('aws-local-stepfunctions');
flushCompileCache();
