import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/routes/route.ts';
import { asObject, type JsonObject } from '../contracts/http/api-client.ts';
import { expectProblem } from '../contracts/http/expect-problem.ts';
import {
  type AccessBench,
  type AccessTarget,
  accessBench,
  type CountedAnswer,
  HOOK_TIMEOUT_MS,
} from './access-bench.ts';
import { BAD_TOKEN_DECISIONS, type Decision, kindOf, type RouteKind } from './access-decisions.ts';
import {
  type Account,
  type Named,
  newAccount,
  newNamed,
  nobody,
  withOrder,
  withWebhook,
} from './accounts.ts';
import { badTokens } from './bad-tokens.ts';
import { CALLERS, type Caller, type CallerKind } from './callers.ts';
import { inputOf, type Probe, probesOf } from './probes.ts';

type Credentials = Pick<Caller, 'token' | 'cartSecret'>;
type Refusal = Exclude<Decision, 'allowed'>;

/** What every refusal has, and nothing besides. */
const PROBLEM_MEMBERS = [
  ...['code', 'detail', 'error', 'instance', 'request_id', 'status', 'title', 'type'],
];

/** Every caller on every route there is: who may is served, and who may not changes and sees nothing. */
export function accessMatrixContract(target: AccessTarget, routes: readonly Route[]): void {
  let bench: AccessBench;
  let bad: Readonly<Record<string, string>>;
  let owner: Account;
  let named: Named;
  const callers = new Map<string, Caller>();

  beforeAll(async () => {
    bench = await accessBench(target.store());
    bad = await badTokens(bench);
    // Somebody stays an admin, whoever is demoted or deleted.
    owner = await newAccount(bench, { role: 'admin' });
    for (const [name, kind] of Object.entries(CALLERS)) callers.set(name, await newCaller(kind));
    named = await withWebhook(bench, await newNamed(bench));
  }, HOOK_TIMEOUT_MS);
  afterAll(() => bench.close());

  const callerOf = (name: string): Caller => {
    const caller = callers.get(name);
    if (caller === undefined) throw new Error(`No caller ${name}`);
    return caller;
  };
  const newCaller = async ({ make }: CallerKind): Promise<Caller> => {
    const caller = await make(bench);
    return { ...caller, about: await withOrder(bench, caller.about) };
  };
  const send = (probe: Probe, caller: Credentials, of: Named, text?: string) => {
    const { method, url, body, file } = inputOf(probe, of);
    const sent = text ?? (body && JSON.stringify(body));
    const { token, cartSecret } = caller;
    return bench.send({ method, url, token, cartSecret, text: sent, file });
  };
  /** The same refusal for what exists, for what does not, and for what cannot be read. */
  const expectRefused = async (
    probe: Probe,
    { about, ...credentials }: Credentials & { readonly about: Named },
    { code, storeCalls }: { readonly code: Refusal; readonly storeCalls: readonly string[] },
  ) => {
    const existing = { ...about, newEmail: about.email };
    const answers = [
      await send(probe, credentials, existing),
      await send(probe, credentials, nobody(bench)),
      // What an owner may is known once it is read whose it is.
      ...(probe.route.body && !isToldOnceRead(probe.route, code)
        ? [await send(probe, credentials, existing, '{')]
        : []),
    ];
    for (const answer of answers) {
      expectProblem(answer, code);
      expect(answer.storeCalls).toEqual(storeCalls);
      expect(Object.keys(asObject(answer.body)).sort()).toEqual(PROBLEM_MEMBERS);
      expect(shownBy(answer)).toEqual(shownBy(answers[0] ?? answer));
    }
  };

  test('the routes of the matrix are those of the app', () => {
    expect(bench.routes.map(({ operationId }) => operationId)).toEqual(
      routes.map(({ operationId }) => operationId),
    );
  });

  describe.each(probesOf(routes).map((probe) => ({ name: probe.name, probe })))(
    '$name',
    ({ probe }) => {
      const { route } = probe;
      const kind = kindOf(route);
      const decided = (allowed: boolean) =>
        Object.entries(CALLERS).filter(
          ([, { decisions }]) => (decisions[kind] === 'allowed') === allowed,
        );

      test('refuses all who may not, with one answer each, and changes nothing', async () => {
        const before = await target.dumpBefore();
        for (const [tokenName, token] of Object.entries(bad)) {
          const code = BAD_TOKEN_DECISIONS[kind];
          const about = route.access.audience === 'anyone' ? named : owner;
          await told(`a token ${tokenName}`, () =>
            expectRefused(probe, { token, about }, { code: refusal(code), storeCalls: [] }),
          );
        }
        for (const [name, caller] of decided(false)) {
          const code = refusal(caller.decisions[kind]);
          const storeCalls = asksTheStore(caller, code, route) ? ['sessions.findSession'] : [];
          await told(name, () => expectRefused(probe, callerOf(name), { code, storeCalls }));
        }
        expect(await target.dump()).toEqual(before);
      });

      test('serves all who may', async () => {
        for (const [name, ofKind] of decided(true)) {
          const caller = route.method === 'GET' ? callerOf(name) : await newCaller(ofKind);
          const about = OF_CALLER.has(kind) ? caller.about : await othersFor(route);
          const { status, text } = await send(probe, caller, about);
          const expected = statusesFor(route, ofKind, caller);
          expect(expected, `${name}: ${text.slice(0, 500)}`).toContain(status);
        }
      });
    },
  );

  const othersFor = async (route: Route) => {
    if (route.method === 'GET') return named;
    const others = await newNamed(bench);
    return route.path.includes('{webhook_id}') ? withWebhook(bench, others) : others;
  };
}

const OF_CALLER: ReadonlySet<RouteKind> = new Set([
  ...(['readById', 'readByEmail', 'write', 'reader', 'guest'] as const),
]);

/** Of one who may: what is another's, or of nobody any more, is not there. */
function statusesFor(
  route: Route,
  { isGone, decisions }: CallerKind,
  { token, about }: Caller,
): readonly number[] {
  const { audience } = route.access;
  if (audience === 'reader' && decisions.admin !== 'allowed' && token !== about.token) return [404];
  return isGone && audience === 'owner' ? [200, 404] : [route.reply.status];
}

/** Whether a route is refused by what is in the input, and not before it is read. */
function isToldOnceRead(route: Route, code: Refusal): boolean {
  if (code === 'INVALID_TOKEN') return false;
  return kindOf(route) === 'guest' || (code === 'FORBIDDEN' && route.access.audience === 'owner');
}

function refusal(decision: Decision): Refusal {
  if (decision === 'allowed') throw new Error('Nothing is refused');
  return decision;
}

/** Whom a token's words are enough to refuse is refused without a look at the store. */
function asksTheStore({ saysAdmin = false }: CallerKind, code: Refusal, route: Route): boolean {
  if (code === 'AUTHENTICATION_REQUIRED') return false;
  const kind = kindOf(route);
  return !((kind === 'admin' || kind === 'readById') && code === 'FORBIDDEN' && !saysAdmin);
}

/** Says whose case failed. */
async function told(name: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof Error) error.message = `${name}: ${error.message}`;
    throw error;
  }
}

/** An answer without what every answer has of its own. */
function shownBy({ status, headers, body }: CountedAnswer): JsonObject {
  const { instance, request_id, ...problem } = asObject(body);
  const { 'x-request-id': id, ...others } = Object.fromEntries(headers);
  return { status, problem, headers: others };
}
