import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const PACKAGE = join(HERE, 'node_modules/aws-lambda-ric');

/** AWS's own program between the Runtime API and a handler. */
export const RUNTIME_CLIENT = join(PACKAGE, 'index.mjs');

/** Those of any Node will do: its interface for compiled code is the same in all. */
const HEADERS = '/usr/include/node/node_api.h';

/** What the package compiles with, and where Debian has it. */
const TOOLS = {
  cmake: 'cmake',
  make: 'make',
  'g++': 'g++',
  python3: 'python3',
  tar: 'tar',
  xz: 'xz-utils',
};

/**
 * Installs the runtime client where it is missing, which takes a minute or more: it is no part of
 * the root's packages because it compiles a program that nothing else needs.
 * @throws Error in one sentence that says what to install
 */
export function installRuntimeClient(): void {
  if (process.platform !== 'linux') throw new Error('The runtime client of AWS runs on Linux only');
  if (spawnSync('java', ['-version']).status !== 0) {
    throw new Error(
      `DynamoDB Local needs Java 17 or newer: ${aptGet(['openjdk-17-jre-headless'])}`,
    );
  }
  // Written last by its installation.
  if (existsSync(join(PACKAGE, 'rapid-client.node'))) return;
  const missing = Object.entries(TOOLS).filter(
    ([tool]) => spawnSync(tool, ['--version']).status !== 0,
  );
  if (missing.length > 0) {
    const tools = missing.map(([tool]) => tool).join(', ');
    throw new Error(
      `The runtime client of AWS is compiled with ${tools}: ${aptGet(missing.map(([, name]) => name))}`,
    );
  }
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: HERE,
    encoding: 'utf8',
    // With the machine's own headers, where it has them, nothing is fetched.
    env: existsSync(HEADERS) ? { ...process.env, npm_config_nodedir: '/usr' } : process.env,
  });
  if (status !== 0) throw new Error(`npm ci in tests/lambda-runtime failed:\n${stdout}${stderr}`);
}

function aptGet(packages: readonly string[]): string {
  return `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}
