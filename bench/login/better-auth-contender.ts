import { scrypt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SampleUser, sampleUsers } from '../data.ts';
import { measureRound } from '../measure.ts';
import type { BenchOptions } from '../options.ts';
import type { RequestStream } from '../scenarios.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import type { AuthStep } from './auth-step.ts';
import { gets, logIns, posts, signIn } from './calls.ts';
import { ACCOUNTS, type Call, type Contender, PASSWORD, SIGNED_IN } from './contender.ts';
import { measureHashes } from './hash-rate.ts';

const SERVER = new URL('../better-auth/server.js', import.meta.url);
// What @better-auth/utils/password hashes with.
const SCRYPT = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
const SCRYPT_BYTES = 64;

const scryptAsync = promisify<string, string, number, typeof SCRYPT, Buffer>(scrypt);

/** Better Auth over a SQLite file of its own, with its rate limit off. */
export async function betterAuthContender(
  root: string,
  version: string,
  { connections }: BenchOptions,
): Promise<Contender> {
  const accounts = sampleUsers(ACCOUNTS);
  const dataDir = join(root, 'better-auth');
  mkdirSync(dataDir);
  const start = () =>
    startServer(SERVER, {
      DATA_DIR: dataDir,
      NODE_ENV: 'production',
      ACCOUNTS: JSON.stringify(accounts.map(({ email }) => email)),
      PASSWORD,
    });
  const server = await start();
  const round = (stream: RequestStream, seconds: number) =>
    measureRound(server.baseUrl, stream, { connections, seconds });
  return {
    label: `Better Auth ${version}`,
    accounts,
    steps: stepsOf(server, accounts, round),
    logIn,
    unrelatedPath: '/api/auth/ok',
    start,
    stop: () => server.stop(),
  };
}

function stepsOf(
  server: ServerProcess,
  accounts: readonly SampleUser[],
  round: (stream: RequestStream, seconds: number) => ReturnType<typeof measureRound>,
): readonly AuthStep[] {
  const hashes: AuthStep = {
    parts: ['login', 'register'],
    title: 'Bare hashes, scrypt N=16384,r=16,p=1',
    measure: (seconds) =>
      measureHashes(
        () => scryptAsync(PASSWORD, 'a salt of 16 bytes', SCRYPT_BYTES, SCRYPT),
        seconds,
      ),
  };
  const limit = { step: hashes, name: 'the bare hashes' };
  const signIns = logIns({ accounts, logIn });
  let registered = 0;
  const signUps = posts(() => {
    registered += 1;
    const email = `registered-${registered}@example.com`;
    return { path: '/api/auth/sign-up/email', body: { email, name: 'Jane', password: PASSWORD } };
  });
  return [
    hashes,
    {
      parts: ['login'],
      title: 'POST /api/auth/sign-in/email',
      limit,
      measure: (seconds) => round(signIns, seconds),
    },
    {
      parts: ['register'],
      title: 'POST /api/auth/sign-up/email',
      limit,
      measure: (seconds) => round(signUps, seconds),
    },
    {
      parts: ['check'],
      title: 'GET /api/auth/get-session',
      async measure(seconds) {
        const cookies = await signIn(server, accounts.slice(0, SIGNED_IN), logIn, cookieOf);
        const path = '/api/auth/get-session';
        return round(gets(cookies.map((cookie) => ({ path, headers: { cookie } }))), seconds);
      },
    },
  ];
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function logIn({ email }: SampleUser): Call {
  return { path: '/api/auth/sign-in/email', body: { email, password: PASSWORD } };
}
