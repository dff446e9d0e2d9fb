import { parseArgs } from 'node:util';
import { parseConfig } from '../config/config.ts';
import { readEnv } from '../config/env.ts';
import { rotateTokenKeys } from '../wiring/rotate-token-keys.ts';

const USAGE = `Usage: npm run --silent keys:rotate [-- --now]
  --now  for a key that leaked: drops every other key, so that all access tokens end at once`;

/** Undefined when they are none of ours. */
function readArguments(): { readonly now: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { now: { type: 'boolean', default: false } } });
    return { now: values.now };
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) throw new Error(USAGE);
  const { added, retiring, dropped, keySet } = await rotateTokenKeys(
    parseConfig(readEnv()),
    options,
  );
  const lines = [
    `added     ${added.kid}  signs from ${added.signsFrom}`,
    ...retiring.map(({ kid, until }) => `retiring  ${kid}  verifies until ${until}`),
    ...dropped.map((kid) => `dropped   ${kid}`),
  ].join('\n');
  if (keySet === undefined) {
    console.log(lines);
    return;
  }
  // Alone on standard output, so that it can be piped into a secret store.
  console.log(keySet);
  console.error(
    `${lines}\nThe new TOKEN_KEYS is on standard output; restart every server with it.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
