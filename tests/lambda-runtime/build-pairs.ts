import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildFunctions, functionNames } from '../../scripts/functions/build-functions.ts';
import { ROOT } from '../../scripts/functions/bundle-function.ts';

const BUILT = join(ROOT, 'dist/lambda-runtime');
const NAIVE = join(ROOT, 'dist/lambda-runtime-naive');

/** A function as it is deployed, and as it would be without any care. */
export interface FunctionPair {
  readonly name: string;
  readonly folder: string;
  readonly naiveFolder: string;
}

/** Some packages are CommonJS and ask for Node's modules by `require`. */
const BANNER =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** The same handler, telling how long its module took to load. */
const TIMED = `import { writeSync } from 'node:fs';
const from = performance.now();
const module = await import('./index.mjs');
writeSync(1, \`LOADED \${performance.now() - from}\\n\`);
export const handler = module.handler;
`;

export async function buildPairs(): Promise<readonly FunctionPair[]> {
  const names = await functionNames();
  const built = await buildFunctions(names, BUILT);
  await rm(NAIVE, { recursive: true, force: true });
  const pairs = built.map(({ name, folder }) => ({ name, folder, naiveFolder: join(NAIVE, name) }));
  await build({
    absWorkingDir: ROOT,
    entryPoints: names.map((name) => ({ in: `src/functions/${name}.ts`, out: `${name}/index` })),
    outdir: NAIVE,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['sharp'],
    banner: { js: BANNER },
    logLevel: 'error',
  });
  for (const { folder, naiveFolder } of pairs) {
    await copyOthers(folder, naiveFolder);
    for (const place of [folder, naiveFolder]) await writeFile(join(place, 'timed.mjs'), TIMED);
  }
  return pairs;
}

/** What lies beside a function, which no bundler brings. */
async function copyOthers(from: string, to: string): Promise<void> {
  for (const file of await readdir(from)) {
    if (!file.startsWith('index.')) {
      await cp(join(from, file), join(to, file), { recursive: true });
    }
  }
}
