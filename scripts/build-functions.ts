import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './functions/bundle-function.ts';
import { type BuiltFunction, buildFunctions, functionNames } from './functions/build-functions.ts';
import { type MeasuredFunction, measureFunctions } from './functions/measure-functions.ts';

const run = promisify(execFile);
const USAGE = 'npm run build:functions [-- --for-aws] [--no-times]';

/**
 * Builds every function into dist/functions and prints a table of their sizes and load times.
 * With --for-aws also gets the compiled image library for Lambda's machines.
 */
async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((one) => one !== '--for-aws' && one !== '--no-times');
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(' ')}. Usage: ${USAGE}`);
  const functions = await buildFunctions(await functionNames());
  if (args.includes('--for-aws')) await addSharp(functions);
  if (!args.includes('--no-times')) {
    printTable(await measureFunctions(functions, (count) => tellProgress(count, functions.length)));
  }
  console.log(`${functions.length} functions in ${relative(ROOT, join(ROOT, 'dist/functions'))}`);
}

/** Compiled for Lambda's processors, whatever this machine has. */
async function addSharp(functions: readonly BuiltFunction[]): Promise<void> {
  const photos = functions.find(({ name }) => name === 'photos');
  if (photos === undefined) return;
  const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const npm = ['install', '--prefix', photos.folder, '--no-save', '--no-audit', '--no-fund'];
  const platform = ['--os=linux', '--cpu=arm64', '--libc=glibc'];
  await run('npm', [...npm, ...platform, `sharp@${dependencies.sharp}`]);
}

function tellProgress(count: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rmeasured ${count} of ${total}  `);
  if (process.stderr.isTTY && count === total) process.stderr.write('\n');
}

function printTable(measured: readonly MeasuredFunction[]): void {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  console.log('| Function | KB | KB gzip | Load ms |\n|---|---|---|---|');
  for (const { name, bytes, gzipBytes, loadMs } of measured) {
    console.log(
      `| ${name} | ${kilobytes(bytes)} | ${kilobytes(gzipBytes)} | ${loadMs.toFixed(0)} |`,
    );
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
