import { AppError, type FieldProblem } from '../domain/errors.ts';
import { versionsOf } from './entity-tag.ts';
import { toProblems } from './input-problems.ts';
import { readJsonBody } from './read-body.ts';
import { readFile } from './read-file.ts';
import type { Route, RouteInput, Schema } from './route.ts';

/** The parts of a request that a route's schemas have not seen yet. */
export interface RawRequest {
  readonly request: Request;
  /** As in the path, still percent-encoded. */
  readonly rawParams: Readonly<Record<string, string>>;
  readonly search: string;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7E]{1,255}$/;
const NO_QUERY = Object.freeze({});

/**
 * Everything a handler needs, checked and in normal form.
 * @throws AppError with the route's code for bad input, naming every bad field at once
 */
export async function readInput(
  route: Route,
  { request, rawParams, search }: RawRequest,
): Promise<Omit<RouteInput, 'caller' | 'source' | 'userAgent'>> {
  const problems: FieldProblem[] = [];
  const params = check(route.params, decodeParams(rawParams), problems);
  const query = check(
    route.query,
    search === '' ? NO_QUERY : readQuery(search, problems),
    problems,
  );
  const body = route.body && (await readBody(route, route.body, request, query, problems));
  const file = route.file && (await readFile(request, route.file));
  const idempotencyKey = route.idempotencyKey ? readIdempotencyKey(request, problems) : undefined;
  if (problems.length > 0) throw new AppError(route.invalidCode(problems), { problems });

  const expectedVersions =
    route.conditional === 'if-match' ? versionsOf(request.headers.get('if-match')) : undefined;
  return { params, query, body, file, expectedVersions, idempotencyKey };
}

function check(schema: Schema, raw: unknown, problems: FieldProblem[]): unknown {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  problems.push(...toProblems(result.error.issues, raw));
  return undefined;
}

async function readBody(
  route: Route,
  schema: Schema,
  request: Request,
  query: unknown,
  problems: FieldProblem[],
): Promise<unknown> {
  const raw = await readJsonBody(request, { optional: route.bodyOptional });
  // Without a valid query it is not known which shape the body should have.
  if (route.bodyFor && query === undefined) return undefined;
  const found: FieldProblem[] = [];
  const body = check(route.bodyFor?.(query) ?? schema, raw, found);
  if (found.length > 0 && route.furtherProblems && isObject(raw)) {
    found.push(...(await route.furtherProblems(raw)));
  }
  problems.push(...found);
  return body;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeParams(rawParams: Readonly<Record<string, string>>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, raw] of Object.entries(rawParams)) {
    params[name] = raw.includes('%') ? decodePercent(raw) : raw;
  }
  return params;
}

function decodePercent(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    throw new AppError('INVALID_URL', { cause: error });
  }
}

function readQuery(search: string, problems: FieldProblem[]): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(search)) {
    if (name in query) {
      const pointer = `#/${encodeURIComponent(name.slice(0, 100))}`;
      problems.push({ pointer, detail: 'must be given once' });
    }
    query[name] = value;
  }
  return query;
}

function readIdempotencyKey(request: Request, problems: FieldProblem[]): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null || IDEMPOTENCY_KEY.test(key)) return key ?? undefined;
  const detail = 'must be 1 to 255 printable ASCII characters without spaces';
  problems.push({ pointer: '#/Idempotency-Key', detail });
  return undefined;
}
