import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Tells how many milliseconds the threads of a process have run so far, as Linux counts them; of
 * other systems it is undefined. Whatever else a machine is busy with is not in it.
 */
export function cpuTimeOf(pid: number): (() => number) | undefined {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(`${threads}/${pid}/schedstat`)) return undefined;
  return () =>
    readdirSync(threads)
      .map((thread) => readFileSync(`${threads}/${thread}/schedstat`, 'utf8'))
      .reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
}
