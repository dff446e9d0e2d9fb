import type { BenchStore } from '../bench-store.ts';
import type { BenchOptions } from '../options.ts';
import { type AuthFigures, type AuthStep, type LoginPart, measureSteps } from './auth-step.ts';
import { betterAuthContender } from './better-auth-contender.ts';
import { type BurstFigures, measureBurst } from './burst.ts';
import type { Contender } from './contender.ts';
import { installBetterAuth } from './install-better-auth.ts';
import { kitroomContender } from './kitroom-contender.ts';
import { burstTable, stepTable } from './login-table.ts';

type Progress = (text: string) => void;

/** What sign-in costs beside the hash alone, and beside Better Auth with its own hash. */
export async function measureLogin(
  store: BenchStore,
  root: string,
  options: BenchOptions,
  progress: Progress,
) {
  const kitroom = await kitroomContender(store, options, progress);
  const contenders = [kitroom, ...(await betterAuthIfWanted(root, options, progress))];
  console.log(conditionsOf(contenders));

  const isWanted = ({ parts }: AuthStep) => parts.some((part) => wants(options, part));
  const steps = contenders.flatMap((contender) => contender.steps.filter(isWanted));
  const results = await measureSteps(steps, options, progress);
  const groups = contenders.map((contender) => ({
    label: contender.label,
    figures: contender.steps.flatMap((step): readonly AuthFigures[] => {
      const figures = results.get(step);
      return figures ? [figures] : [];
    }),
  }));
  await Promise.all(contenders.map((contender) => contender.stop()));
  if (steps.length > 0) {
    const { connections, rounds, seconds } = options;
    console.log(`\n${connections} connections, medians of ${rounds} rounds of ${seconds} s each\n`);
    console.log(stepTable(groups));
  }

  const bursts: BurstFigures[] = [];
  if (wants(options, 'burst')) {
    for (const contender of contenders) {
      bursts.push(await measureBurst(contender, options, progress));
    }
    console.log(`\n${burstTable(bursts)}`);
  }
  return { steps: groups, bursts };
}

function wants({ only }: BenchOptions, part: LoginPart): boolean {
  return only.length === 0 || only.includes(part);
}

/** Empty when it is not wanted or cannot be had: the rest is measured all the same. */
async function betterAuthIfWanted(
  root: string,
  options: BenchOptions,
  progress: Progress,
): Promise<readonly Contender[]> {
  if (!options.besideBetterAuth) return [];
  let version: string;
  try {
    version = await installBetterAuth(progress);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`Better Auth is not measured: ${reason}`);
    return [];
  }
  progress('making the accounts of Better Auth');
  return [await betterAuthContender(root, version, options)];
}

function conditionsOf(contenders: readonly Contender[]): string {
  const lines = [
    'Kitroom: ACCESS=protected, throttles on, TRUSTED_HOPS=1 and every sign-in from an address of its own',
  ];
  if (contenders.length > 1) {
    lines.push(
      'Better Auth: over node:sqlite (WAL, synchronous FULL), rate limit off, else its defaults',
      'Their hashes differ in algorithm and cost: compare each server with the bare hashes of its own',
    );
  }
  return lines.join('\n');
}
