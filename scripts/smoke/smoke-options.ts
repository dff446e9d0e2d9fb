import { parseArgs } from 'node:util';

export interface SmokeOptions {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  readonly write: boolean;
  readonly timeoutMs: number;
}

const USAGE = `Usage: npm run smoke -- --url https://… [--token …] [--write] [--timeout 15]
  --url      the address of the API, with its path where it has one
  --token    an access token, whose account is read (better in SMOKE_TOKEN, which no list of processes shows)
  --write    also registers an account of its own, signs in, fills a cart and deletes the account
  --timeout  seconds that one answer may take; 15 unless told, and a cold start is one of them`;

const DEFAULT_TIMEOUT_SECONDS = 15;

/** @throws Error with the usage when they are none of ours */
export function readSmokeOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SmokeOptions {
  const values = parse(args);
  const timeout = values.timeout ?? String(DEFAULT_TIMEOUT_SECONDS);
  if (!/^[1-9]\d{0,2}$/.test(timeout)) throw refusal('--timeout must be whole seconds, 1 to 999');
  return {
    url: checkUrl(values.url),
    token: values.token ?? (env['SMOKE_TOKEN'] || undefined),
    write: values.write,
    timeoutMs: Number(timeout) * 1000,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        write: { type: 'boolean', default: false },
        timeout: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error));
  }
}

function checkUrl(text: string | undefined): string {
  if (text === undefined) throw refusal('--url is missing');
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw refusal(`--url must be an address such as https://api.example.com, not ${text}`);
  }
  return url.href.replace(/\/+$/, '');
}

function refusal(reason: string): Error {
  return new Error(`${reason}\n${USAGE}`);
}
