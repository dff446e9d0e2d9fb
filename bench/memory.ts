import { readFileSync } from 'node:fs';
import type { ServerProcess } from './server-process.ts';

export interface Memory {
  readonly residentMegabytes: number;
  /** The most it ever was. */
  readonly peakMegabytes: number;
}

/** Undefined where there is no /proc. */
export function memoryOf({ pid }: ServerProcess): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
    return { residentMegabytes: megabytes('VmRSS'), peakMegabytes: megabytes('VmHWM') };
  } catch {
    return undefined;
  }
}
