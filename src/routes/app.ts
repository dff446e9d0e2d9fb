import { type Context, Hono } from 'hono';
import { type Caller, decideAccess } from '../domain/caller.ts';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { UserRef } from '../domain/user-ref.ts';
import type { Log } from '../ports/log.ts';
import { allowHeader, type CorsOrigins, corsHeaders, preflightHeaders } from './cors.ts';
import { errorHeaders, PROBLEM_CONTENT_TYPE, toAppError, toProblem } from './http-errors.ts';
import { type AccessMode, identifyCaller } from './identify-caller.ts';
import { readInput } from './read-input.ts';
import { toResponseParts } from './reply-response.ts';
import type { Route } from './route.ts';

interface AppSettings {
  readonly access: AccessMode;
  readonly corsOrigins: CorsOrigins;
  readonly log: Log;
  readonly newId: () => string;
}

/** One answer, before the headers that every answer has. */
interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly headers: Readonly<Record<string, string>>;
}

interface AnswerContext {
  readonly route?: Route;
  /** Sent with an error, beside those its code calls for. */
  readonly errorHeaders?: Readonly<Record<string, string>>;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The routes as one Hono app, which every runtime translates its events for. */
export function createApp(routes: readonly Route[], settings: AppSettings): Hono {
  const app = new Hono();
  for (const [path, routesOfPath] of Map.groupBy(routes, (route) => route.path)) {
    const methods = routesOfPath.map((route) => route.method);
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const positions = paramPositions(path);
    for (const route of routesOfPath) {
      app.on(route.method, pattern, (context) =>
        answer(context, settings, { route }, () => callRoute(route, positions, context, settings)),
      );
    }
    const allow = allowHeader(methods);
    app.on('OPTIONS', pattern, (context) =>
      answer(context, settings, {}, async () => preflightAnswer(allow)),
    );
    app.all(pattern, (context) =>
      answer(context, settings, { errorHeaders: { allow } }, () => fail('METHOD_NOT_ALLOWED')),
    );
  }
  app.notFound((context) => answer(context, settings, {}, () => fail('ROUTE_NOT_FOUND')));
  return app;
}

async function fail(code: ErrorCode): Promise<never> {
  throw new AppError(code);
}

function preflightAnswer(allow: string): Answer {
  return { status: 204, body: null, headers: preflightHeaders(allow) };
}

async function callRoute(
  route: Route,
  positions: ParamPositions,
  context: Context,
  { access: mode }: AppSettings,
): Promise<Answer> {
  const request = context.req.raw;
  const caller = identifyCaller(request.headers, mode);
  requireAccess(caller, route);
  const { path, search } = splitUrl(request.url);
  const input = await readInput(route, {
    request,
    rawParams: rawParamsOf(positions, path),
    search,
  });
  const whole = { ...input, caller };
  if (route.access.audience === 'owner') requireAccess(caller, route, route.access.of(whole));
  const reply = await route.run(whole);
  return toResponseParts(reply, route, request);
}

function requireAccess(caller: Caller, { access }: Route, owner?: UserRef): void {
  const decision = decideAccess(caller, access.audience, owner);
  if (decision === 'unauthenticated') throw new AppError('AUTHENTICATION_REQUIRED');
  if (decision === 'forbidden') throw new AppError('FORBIDDEN');
}

/** Runs one request to its answer: whatever happens becomes a response and a log line. */
async function answer(
  context: Context,
  settings: AppSettings,
  { route, errorHeaders: ownErrorHeaders }: AnswerContext,
  run: () => Promise<Answer>,
): Promise<Response> {
  const startedAt = performance.now();
  const { headers } = context.req.raw;
  const given = headers.get('x-request-id');
  const requestId = given !== null && REQUEST_ID.test(given) ? given : settings.newId();
  let result: Answer;
  let failure: AppError | undefined;
  try {
    result = await run();
  } catch (thrown) {
    failure = toAppError(thrown);
    const { status, body, headers: shared } = errorAnswer(failure, context, route, requestId);
    result = { status, body, headers: { ...shared, ...ownErrorHeaders } };
  }
  logRequest(settings.log, {
    requestId,
    method: context.req.method,
    // The pattern and never the URL, which may hold an email.
    route: route?.path,
    status: result.status,
    ms: Math.round((performance.now() - startedAt) * 100) / 100,
    failure,
  });
  return new Response(result.body, {
    status: result.status,
    headers: {
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...corsHeaders(settings.corsOrigins, headers.get('origin')),
      ...result.headers,
    },
  });
}

function errorAnswer(
  error: AppError,
  context: Context,
  route: Route | undefined,
  requestId: string,
): Answer {
  const problem = toProblem(error, { instance: splitUrl(context.req.url).path, requestId });
  const members = problem.status === 500 ? (route?.internalErrorMembers ?? {}) : {};
  return {
    status: problem.status,
    body: JSON.stringify({ ...problem, ...members }),
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, ...errorHeaders(error) },
  };
}

interface RequestLogFields {
  readonly requestId: string;
  readonly method: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly ms: number;
}

function logRequest(
  log: Log,
  { failure, ...fields }: RequestLogFields & { readonly failure: AppError | undefined },
): void {
  if (failure === undefined) log.info(fields, 'request');
  else if (fields.status < 500) log.info({ ...fields, code: failure.code }, 'request');
  else
    log.error({ ...fields, code: failure.code, err: failure.cause ?? failure }, 'request failed');
}

/** Undecoded, and cheaper than parsing the whole URL. */
function splitUrl(url: string): { readonly path: string; readonly search: string } {
  const pathStart = url.indexOf('/', url.indexOf('://') + 3);
  const queryStart = url.indexOf('?', pathStart);
  return queryStart === -1
    ? { path: url.slice(pathStart), search: '' }
    : { path: url.slice(pathStart, queryStart), search: url.slice(queryStart + 1) };
}

/** Which segments of a path are parameters, by their names. */
type ParamPositions = readonly (readonly [name: string, index: number])[];

function paramPositions(path: string): ParamPositions {
  return path
    .split('/')
    .flatMap((segment, index) =>
      segment.startsWith('{') ? [[segment.slice(1, -1), index] as const] : [],
    );
}

/** Undecoded, so that "%2F" stays inside its segment and a broken escape is noticed. */
function rawParamsOf(positions: ParamPositions, path: string): Record<string, string> {
  const params: Record<string, string> = {};
  if (positions.length === 0) return params;
  const segments = path.split('/');
  for (const [name, index] of positions) params[name] = segments[index] ?? '';
  return params;
}
