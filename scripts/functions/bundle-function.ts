import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const HERE = import.meta.dirname;
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Some packages are CommonJS and ask for Node's modules by `require`. */
const BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** What is replaced in every function, each by its reason in the file that takes its place. */
const ALIASES = {
  '@aws-sdk/credential-provider-node': join(HERE, 'environment-credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': join(HERE, 'no-endpoint-discovery.ts'),
  '@smithy/core/event-streams': join(HERE, 'no-event-streams.ts'),
  '@zxcvbn-ts/language-common': join(HERE, 'common-passwords.ts'),
};

/** A worker is a file of its own beside the function. */
const workerFiles: Plugin = {
  name: 'worker-files',
  setup({ onLoad }) {
    onLoad({ filter: /bcrypt-hash\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace('./bcrypt-worker.ts', './bcrypt-worker.mjs'), loader: 'ts' };
    });
  },
};

/** Which files of the project and of packages went into a bundle, with the bytes each took. */
export type BundleInputs = Readonly<Record<string, { readonly bytesInOutput: number }>>;

/**
 * One file for Node 24 with its source map beside it: the same bytes for the same sources, wherever
 * the project lies.
 */
export async function bundleFunction(entry: string, outfile: string): Promise<BundleInputs> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: ALIASES,
    // Compiled code, which is put beside the one function that needs it.
    external: ['sharp'],
    banner: { js: BANNER },
    plugins: [workerFiles],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const output = Object.entries(metafile.outputs).find(([path]) =>
    path.endsWith(basename(outfile)),
  );
  return output?.[1].inputs ?? {};
}
