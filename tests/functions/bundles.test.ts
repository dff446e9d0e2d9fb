import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFunctions, functionNames } from '../../scripts/functions/build-functions.ts';
import { bundleFunction, ROOT } from '../../scripts/functions/bundle-function.ts';
import { gzipSizeOf } from '../../scripts/functions/measure-functions.ts';
import { functionFolder } from './function-folder.ts';

const run = promisify(execFile);
const MOST_GZIP_BYTES = 130_000;
const folder = functionFolder();
const names = await functionNames();
const IN_TWO_PLACES = ['identity', 'photos', 'validate_user_input', 'web_pages'];
let elsewhere: string;
beforeAll(async () => {
  elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'kitroom-elsewhere-')));
  await buildFunctions(names, folder);
});
afterAll(() => rm(elsewhere, { recursive: true, force: true }));

/** Of all files below, by their paths. */
async function contentsOf(root: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      files.sort().map(async (file) => [relative(root, file), await readFile(file)] as const),
    ),
  );
}

/** Some functions that have together every kind of file, of the project in another place: built there by a process that was started in a third. */
async function buildElsewhere(): Promise<string> {
  const project = join(elsewhere, 'project');
  for (const part of ['src', 'scripts', 'sample-data', 'package.json', 'tsconfig.json']) {
    await cp(join(ROOT, part), join(project, part), { recursive: true });
  }
  await mkdir(join(project, 'dist'));
  await symlink(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const script = pathToFileURL(join(project, 'scripts/functions/build-functions.ts'));
  const code = `const { buildFunctions } = await import('${script}'); await buildFunctions(${JSON.stringify(IN_TWO_PLACES)});`;
  await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: tmpdir() });
  return join(project, 'dist', 'functions');
}

interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Which files the code of a function is from, as its map has them. */
async function sourcesOf(name: string): Promise<readonly string[]> {
  const { sources } = mapOf(await readFile(join(folder, name, 'index.mjs.map')));
  return sources.map((source) => relative(ROOT, resolve(folder, name, source)));
}

const mapOf = (bytes: Buffer | undefined) => JSON.parse(String(bytes)) as SourceMap;

describe('the functions', () => {
  test('are the same bytes when they are built again, in another place', async () => {
    const second = await contentsOf(await buildElsewhere());
    const first = await contentsOf(folder);
    const built = [...first].filter(([file]) => IN_TWO_PLACES.includes(file.split('/')[0] ?? ''));
    expect([...second.keys()]).toEqual(built.map(([file]) => file));
    for (const [file, bytes] of built) {
      const other = second.get(file);
      if (!file.endsWith('.map')) expect(other?.equals(bytes), file).toBe(true);
      // Its packages lie where they lay, and so elsewhere from there.
      else expect({ ...mapOf(other), sources: [] }).toEqual({ ...mapOf(bytes), sources: [] });
    }
  });

  test('have a place in the source for each line of their maps', async () => {
    for (const name of names) {
      const map = mapOf(await readFile(join(folder, name, 'index.mjs.map')));
      expect(map.version).toBe(3);
      expect(map.mappings.length).toBeGreaterThan(100);
      const sources = await sourcesOf(name);
      expect(sources).toContain(`src/functions/${name}.ts`);
      const strange = sources.filter((one) => !/^(?:src|scripts|node_modules)\//.test(one));
      expect(strange, name).toEqual([]);
    }
  });

  test(`are at most ${MOST_GZIP_BYTES} bytes each once packed`, async () => {
    const sizes = await Promise.all(
      names.map(async (name) => {
        const { gzipBytes } = await gzipSizeOf(join(folder, name, 'index.mjs'));
        return { name, gzipBytes };
      }),
    );
    const [largest] = sizes.sort((one, other) => other.gzipBytes - one.gzipBytes);
    const told = `the largest is ${largest?.name} with ${largest?.gzipBytes} bytes`;
    expect(largest?.gzipBytes, told).toBeLessThanOrEqual(MOST_GZIP_BYTES);
  });

  test.each(names)('%s does nothing before its first event', async (name) => {
    const url = pathToFileURL(join(folder, name, 'index.mjs'));
    // Files, timers and sockets are what would keep a process; modules are read before it counts.
    const code = `
      const fs = await import('node:fs'); const { syncBuiltinESMExports } = await import('node:module');
      const done = []; const net = await import('node:net');
      for (const name of ['readFile', 'readFileSync', 'open', 'openSync', 'existsSync', 'writeSync', 'mkdirSync']) {
        const real = fs.default[name];
        fs.default[name] = (file, ...rest) => {
          if (!/\\.mjs$|package\\.json$/.test(String(file))) done.push(name + ' ' + file);
          return real(file, ...rest);
        };
      }
      net.default.Socket.prototype.connect = () => { throw new Error('A socket'); };
      syncBuiltinESMExports();
      const { handler } = await import('${url}');
      process.on('exit', () => console.log(JSON.stringify({ kind: typeof handler, done })));
      console.log(JSON.stringify(process.getActiveResourcesInfo()));`;
    const { stdout, stderr } = await run(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { env: {}, timeout: 20_000 },
    );
    expect(stderr).toBe('');
    const [resources = '', atExit = ''] = stdout.trim().split('\n');
    const held = (JSON.parse(resources) as string[]).filter((one) => !/^(?:Pipe|TTY)/.test(one));
    expect(held).toEqual([]);
    expect(JSON.parse(atExit)).toEqual({ kind: 'function', done: [] });
  });
});

describe('what went into', () => {
  const STRANGERS =
    /node_modules\/(?:pino|aws-local-stepfunctions|swagger-ui-dist|sharp|@img)\/|stores\/sqlite/;
  const OF_AWS = /node_modules\/(?:@aws-sdk|@smithy)\//;

  test.each(names)('%s is nothing of the server and nothing of devices', async (name) => {
    const sources = await sourcesOf(name);
    expect(sources.filter((file) => STRANGERS.test(file))).toEqual([]);
    expect(String(await readFile(join(folder, name, 'index.mjs')))).not.toContain('node:sqlite');
    const sdk = sources.filter((file) => OF_AWS.test(file));
    if (name === 'validate_user_input' || name === 'web_pages') return;
    expect(sdk.some((file) => file.includes('/client-dynamodb/'))).toBe(true);
  });

  test.each(['validate_user_input', 'web_pages'])('%s is no client of AWS', async (name) => {
    const entry = join(ROOT, 'src/functions', `${name}.ts`);
    const inputs = Object.keys(await bundleFunction(entry, join(folder, 'inputs', 'index.mjs')));
    expect(inputs).toContain(`src/functions/${name}.ts`);
    expect(inputs.filter((file) => OF_AWS.test(file))).toEqual([]);
    expect((await sourcesOf(name)).filter((file) => OF_AWS.test(file))).toEqual([]);
  });
});
