import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BundleInputs, bundleFunction, ROOT } from './bundle-function.ts';
import { writePages } from './write-pages.ts';

export const FUNCTIONS = join(ROOT, 'dist', 'functions');
const SOURCES = join(ROOT, 'src', 'functions');

export interface BuiltFunction {
  /** As the documents name it: "load_products". */
  readonly name: string;
  readonly folder: string;
  readonly file: string;
}

export async function functionNames(): Promise<readonly string[]> {
  const files = await readdir(SOURCES);
  return files.map((file) => basename(file, '.ts')).sort();
}

/** Makes a folder for each function, with all that it needs on AWS but what npm compiles. */
export async function buildFunctions(
  names: readonly string[],
  folder = FUNCTIONS,
): Promise<readonly BuiltFunction[]> {
  await rm(folder, { recursive: true, force: true });
  return Promise.all(names.map((name) => buildFunction(name, join(folder, name))));
}

async function buildFunction(name: string, folder: string): Promise<BuiltFunction> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'index.mjs');
  const inputs = await bundleFunction(join(SOURCES, `${name}.ts`), file);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}\n');
  if (has(inputs, 'common-passwords.ts')) await writePasswords(folder);
  if (has(inputs, 'bcrypt-hash.ts')) {
    await bundleFunction(
      join(ROOT, 'src/services/bcrypt-worker.ts'),
      join(folder, 'bcrypt-worker.mjs'),
    );
  }
  if (has(inputs, 'wire-pages.ts')) await writePages(join(folder, 'pages'));
  return { name, folder, file };
}

function has(inputs: BundleInputs, file: string): boolean {
  return Object.keys(inputs).some((path) => basename(path) === file);
}

async function writePasswords(folder: string): Promise<void> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  await writeFile(
    join(folder, 'common-passwords.json'),
    JSON.stringify(dictionary['passwords-common']),
  );
}
