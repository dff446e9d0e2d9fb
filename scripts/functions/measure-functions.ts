import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { BuiltFunction } from './build-functions.ts';

const run = promisify(execFile);
const RUNS = 5;

export interface MeasuredFunction {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** The median of some fresh processes. */
  readonly loadMs: number;
}

export async function gzipSizeOf(file: string) {
  const bytes = await readFile(file);
  return { bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length };
}

/** One after the other, since they would slow each other down. */
export async function measureFunctions(
  functions: readonly BuiltFunction[],
  onMeasured: (count: number) => void,
): Promise<readonly MeasuredFunction[]> {
  const measured: MeasuredFunction[] = [];
  for (const { name, file } of functions) {
    const times: number[] = [];
    for (let index = 0; index < RUNS; index += 1) times.push(await loadTimeOf(file));
    const loadMs = times.sort((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
    measured.push({ name, ...(await gzipSizeOf(file)), loadMs });
    onMeasured(measured.length);
  }
  return measured;
}

/** Milliseconds from the import of the file to its end, in a process that has just started. */
async function loadTimeOf(file: string): Promise<number> {
  const url = JSON.stringify(pathToFileURL(file).href);
  const script = `const from = performance.now(); await import(${url}); process.stdout.write(String(performance.now() - from));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return Number(stdout);
}
