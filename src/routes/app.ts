import { type Context, Hono } from 'hono';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { Log } from '../ports/log.ts';
import { type CallSettings, callRoute, paramPositions } from './call-route.ts';
import { allowHeader, type CorsOrigins, corsHeaders, preflightHeaders } from './cors.ts';
import { errorHeaders, PROBLEM_CONTENT_TYPE, toAppError, toProblem } from './http-errors.ts';
import { toResponseParts } from './reply-response.ts';
import type { Route } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

interface AppSettings extends CallSettings {
  readonly corsOrigins: CorsOrigins;
  /** Those that another function of the same system answers: known here by their methods alone. */
  readonly otherRoutes?: readonly Pick<Route, 'method' | 'path'>[];
  readonly log: Log;
  readonly newId: () => string;
}

/** What a runtime says of a request beside the request itself. */
export interface RequestEnv {
  /** The address at the other end of the connection. */
  readonly remoteAddress?: string | undefined;
}

type AppContext = Context<{ Bindings: RequestEnv }>;

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

/** A browser heeds it over TLS alone, and so it never locks anybody out of plain HTTP (RFC 6797). */
const TRANSPORT_SECURITY = { 'strict-transport-security': 'max-age=31536000' };

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The routes as one Hono app, which every runtime translates its events for. */
export function createApp(
  routes: readonly Route[],
  settings: AppSettings,
): Hono<{ Bindings: RequestEnv }> {
  const app = new Hono<{ Bindings: RequestEnv }>();
  const { otherRoutes = [] } = settings;
  for (const [path, all] of Map.groupBy([...routes, ...otherRoutes], (route) => route.path)) {
    const methods = all.map((route) => route.method);
    const routesOfPath = routes.filter((route) => route.path === path);
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const positions = paramPositions(path);
    for (const route of routesOfPath) {
      app.on(route.method, pattern, (context) =>
        answer(context, settings, { route }, async () => {
          const request = context.req.raw;
          const remoteAddress = context.env?.remoteAddress;
          const call = { request, positions, remoteAddress, ...splitUrl(request.url) };
          return toResponseParts(await callRoute(route, call, settings), route, request);
        }),
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

/** Runs one request to its answer: whatever happens becomes a response and a log line. */
async function answer(
  context: AppContext,
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
      ...SECURITY_HEADERS,
      ...(settings.access === 'protected' && TRANSPORT_SECURITY),
      ...corsHeaders(settings.corsOrigins, headers.get('origin')),
      ...result.headers,
    },
  });
}

function errorAnswer(
  error: AppError,
  context: AppContext,
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
