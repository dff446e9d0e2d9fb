import { type Check, type CheckContext, CheckSkipped } from './check.ts';

interface Run extends CheckContext {
  readonly tell: (line: string) => void;
}

/** Runs the checks one after the other, a line each, and then tells how many failed. */
export async function runChecks(
  checks: readonly Check[],
  { tell, ...context }: Run,
): Promise<{ readonly failed: number }> {
  tell(`Smoke test of ${context.client.url}`);
  const counts = { ok: 0, skip: 0, FAIL: 0 };
  for (const check of checks) {
    const startedAt = performance.now();
    const { verdict, remark } = await verdictOf(check, context);
    counts[verdict] += 1;
    const time = `${Math.round(performance.now() - startedAt)} ms`.padStart(9);
    tell(`${verdict.padEnd(4)} ${time}  ${check.title}${remark === '' ? '' : ` – ${remark}`}`);
  }
  const skipped = counts.skip === 0 ? '' : `, ${counts.skip} skipped`;
  tell(`${counts.ok} passed, ${counts.FAIL} failed${skipped}`);
  return { failed: counts.FAIL };
}

async function verdictOf(check: Check, context: CheckContext) {
  try {
    return { verdict: 'ok', remark: (await check.run(context)) ?? '' } as const;
  } catch (error) {
    if (error instanceof CheckSkipped) return { verdict: 'skip', remark: error.message } as const;
    // Whatever it is: the checks after it still run, and the last of them cleans up.
    return {
      verdict: 'FAIL',
      remark: error instanceof Error ? error.message : String(error),
    } as const;
  }
}
