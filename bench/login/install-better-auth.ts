import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE = new URL('../better-auth/', import.meta.url);

/**
 * Installs Better Auth where the bench runs for the first time and gives its version.
 * @throws Error in a sentence when npm cannot
 */
export async function installBetterAuth(progress: (text: string) => void): Promise<string> {
  const { dependencies } = readJson('package.json') as {
    readonly dependencies: { readonly 'better-auth': string };
  };
  const version = dependencies['better-auth'];
  if (installedVersion() === version) return version;
  progress(`installing Better Auth ${version} into bench/better-auth`);
  const { code, output } = await runNpm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  if (code === 0 && installedVersion() === version) return version;
  const reason = output.trim().split('\n').slice(0, 3).join('; ');
  throw new Error(`"npm ci" in bench/better-auth failed; it needs the npm registry. ${reason}`);
}

function installedVersion(): string | undefined {
  try {
    const { version } = readJson('node_modules/better-auth/package.json') as { version: string };
    return version;
  } catch {
    return undefined;
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, PACKAGE), 'utf8'));
}

async function runNpm(...args: readonly string[]) {
  const outer = process.env['npm_execpath'];
  const [command, first] = outer === undefined ? ['npm', []] : [process.execPath, [outer]];
  const retries = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];
  const child = spawn(command, [...first, ...args, '--loglevel=error', ...retries], {
    cwd: fileURLToPath(PACKAGE),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  } catch (error) {
    return { code: null, output: String(error) };
  }
}
