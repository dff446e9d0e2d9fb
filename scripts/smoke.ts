import { randomUUID } from 'node:crypto';
import { smokeClient } from './smoke/client.ts';
import { PAGE_CHECKS } from './smoke/page-checks.ts';
import { REFUSAL_CHECKS } from './smoke/refusal-checks.ts';
import { runChecks } from './smoke/run-checks.ts';
import { readSmokeOptions } from './smoke/smoke-options.ts';
import { TOKEN_CHECKS } from './smoke/token-checks.ts';
import { throwawayChecks } from './smoke/write-checks.ts';

try {
  const { url, token, write, timeoutMs } = readSmokeOptions(process.argv.slice(2), process.env);
  const checks = [
    ...PAGE_CHECKS,
    ...REFUSAL_CHECKS,
    ...TOKEN_CHECKS,
    ...(write ? throwawayChecks(randomUUID()) : []),
  ];
  const { failed } = await runChecks(checks, {
    client: smokeClient(url, timeoutMs),
    token,
    tell: (line) => console.log(line),
  });
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
