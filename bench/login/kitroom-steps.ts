import { makeArgon2Hash } from '../../src/services/argon2-hash.ts';
import type { SampleUser } from '../data.ts';
import type { Round } from '../measure.ts';
import type { RequestStream } from '../scenarios.ts';
import type { ServerProcess } from '../server-process.ts';
import type { AuthStep } from './auth-step.ts';
import { gets, logIns, posts, signIn } from './calls.ts';
import { type Call, PASSWORD, SIGNED_IN } from './contender.ts';
import { measureHashes } from './hash-rate.ts';
import type { SignUpRoom } from './sign-up-room.ts';

const AIM = 0.9;
const ADDRESS = { address: '456 Another St, New City' };

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user_id: string;
}

export interface Measuring {
  readonly server: ServerProcess;
  /** Over the same store, where everyone may do everything. */
  readonly open: ServerProcess;
  readonly accounts: readonly SampleUser[];
  readonly round: (server: ServerProcess, stream: RequestStream, seconds: number) => Promise<Round>;
}

export function hashingSteps(
  { server, accounts, round }: Measuring,
  parameters: string,
  room: SignUpRoom,
): readonly AuthStep[] {
  let hashesPerSecond = 0;
  const hashes: AuthStep = {
    parts: ['login', 'register'],
    title: `Bare hashes, ${parameters}`,
    async measure(seconds) {
      const measured = await measureHashes(() => makeArgon2Hash(PASSWORD), seconds);
      hashesPerSecond = measured.requestsPerSecond;
      return measured;
    },
  };
  const limit = { step: hashes, name: 'the bare hashes', aim: AIM };
  const signIns = logIns({ accounts, logIn: kitroomLogIn });
  let registered = 0;
  const signUps = posts(() => {
    registered += 1;
    return register(registered);
  });
  return [
    hashes,
    {
      parts: ['login'],
      title: 'POST /login',
      limit,
      measure: (seconds) => round(server, signIns, seconds),
    },
    {
      parts: ['register'],
      title: 'POST /register',
      limit,
      measure: async (seconds) => round(server, signUps, await room.take(hashesPerSecond, seconds)),
    },
  ];
}

export function refreshStep(measuring: Measuring, connections: number): AuthStep {
  const { server, round } = measuring;
  return {
    parts: ['refresh'],
    title: 'POST /token/refresh, each connection its own chain',
    async measure(seconds) {
      const sessions = await signedIn(measuring, connections);
      const tokens = sessions.map(({ refresh_token }) => refresh_token);
      const [template] = posts(() => ({
        path: '/token/refresh',
        body: { refresh_token: tokens.shift() },
      })).requests;
      // A connection gives its next token back before it takes one.
      const onResponse = (_status: number, body: string) => {
        tokens.push(String((JSON.parse(body) as Partial<Tokens>).refresh_token));
      };
      return round(server, { requests: [{ ...template, onResponse }] }, seconds);
    },
  };
}

export function checkSteps(measuring: Measuring): readonly AuthStep[] {
  const { server, open, accounts, round } = measuring;
  const withoutToken = gets(
    accounts.slice(0, SIGNED_IN).map(({ userId }) => ({ path: `/users/${userId}` })),
  );
  const openStep: AuthStep = {
    parts: ['check'],
    title: 'GET /users/{id}, open mode, no token',
    measure: (seconds) => round(open, withoutToken, seconds),
  };
  return [
    openStep,
    {
      parts: ['check'],
      title: 'GET /users/{id}, own token',
      limit: { step: openStep, name: 'open mode' },
      async measure(seconds) {
        const sessions = await signedIn(measuring, SIGNED_IN);
        const withToken = gets(
          sessions.map((tokens) => ({ path: `/users/${tokens.user_id}`, headers: bearer(tokens) })),
        );
        return round(server, withToken, seconds);
      },
    },
  ];
}

export function updateSteps(measuring: Measuring): readonly AuthStep[] {
  const { server, open, accounts, round } = measuring;
  const put = (userId: string, headers: Record<string, string>) => ({
    method: 'PUT' as const,
    path: `/users/${userId}`,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(ADDRESS),
  });
  const withoutToken = accounts.slice(0, SIGNED_IN).map(({ userId }) => put(userId, {}));
  const openStep: AuthStep = {
    parts: ['update'],
    title: 'PUT /users/{id}, open mode, no token',
    measure: (seconds) => round(open, { requests: withoutToken }, seconds),
  };
  return [
    openStep,
    {
      parts: ['update'],
      title: 'PUT /users/{id}, own token and session',
      limit: { step: openStep, name: 'open mode' },
      async measure(seconds) {
        const sessions = await signedIn(measuring, SIGNED_IN);
        const requests = sessions.map((tokens) => put(tokens.user_id, bearer(tokens)));
        return round(server, { requests }, seconds);
      },
    },
  ];
}

function signedIn({ server, accounts }: Measuring, count: number): Promise<readonly Tokens[]> {
  const some = accounts.slice(0, count);
  return signIn(server, some, kitroomLogIn, async (response) => (await response.json()) as Tokens);
}

function bearer(tokens: Tokens): Record<string, string> {
  return { authorization: `Bearer ${tokens.access_token}` };
}

export function kitroomLogIn({ email }: SampleUser): Call {
  return { path: '/login', body: { email, password: PASSWORD } };
}

function register(n: number): Call {
  const email = `registered-${n}@example.com`;
  return {
    path: '/register',
    body: { email, password: PASSWORD, firstname: 'Jane', lastname: 'Roe' },
  };
}
