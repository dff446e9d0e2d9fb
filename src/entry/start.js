// Plain JavaScript: with a warm cache Node then never loads its TypeScript compiler, which halves
// the start and saves 30 MB.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kitroom', import.meta.url)));
await import('./node-server.ts');
