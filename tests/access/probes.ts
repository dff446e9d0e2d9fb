import type { Route, RouteInput, Schema } from '../../src/routes/route.ts';
import { asObject, type JsonObject } from '../contracts/http/api-client.ts';
import { BALL, NEW_PASSWORD, PASSWORD } from '../contracts/http/fixtures.ts';
import { SMALL_PNG } from '../contracts/http/sample-photo.ts';
import { NAMES, type Named } from './accounts.ts';

/** A route and one way to call it with input that is good. */
export interface Probe {
  /** For test names: "POST /users". */
  readonly name: string;
  readonly route: Route;
  /** Of a route whose query names nobody, or has its user_id filled in. */
  readonly query: Readonly<Record<string, string>>;
}

export interface ProbeInput {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly body: JsonObject | undefined;
  /** A PNG, where the route takes a file. */
  readonly file: Uint8Array<ArrayBuffer> | undefined;
}

const PARAMS: Readonly<Record<string, (of: Named) => string>> = {
  user_id: ({ userId }) => userId,
  email: ({ email }) => email,
  session_id: ({ sessionId }) => sessionId,
  product_id: ({ productId }) => productId,
  size: () => BALL.size,
  ad_id: ({ adId }) => adId,
  order_id: ({ orderId }) => orderId,
  cart_id: ({ cartId }) => cartId,
  webhook_id: ({ webhookId }) => webhookId,
  delivery_id: ({ deliveryId }) => deliveryId,
  file: () => 'acc-match-ball.png',
  asset: () => 'start.js',
};

/** Where the documented example is of no account: by operation id. */
const BODIES: Readonly<Record<string, (of: Named, probe: Probe) => JsonObject>> = {
  registerUser: ({ newEmail: email }) => ({ email, password: PASSWORD, firstname: 'Ada' }),
  createUser: ({ newEmail: email }, { route }) => ({ ...exampleOf(route), email }),
  createPersonalInformation: ({ newEmail }, { route }) => ({
    ...exampleOf(route),
    customer_email: newEmail,
  }),
  storeUserData: ({ userId: user_id, email }, { query }) =>
    query['operation'] === 'register'
      ? { user_id, email, firstName: NAMES.firstname, lastName: NAMES.lastname }
      : { user_id, firstName: 'Eva' },
  logIn: ({ email }) => ({ email, password: PASSWORD }),
  refreshToken: ({ refreshToken }) => ({ refresh_token: refreshToken }),
  resetPassword: ({ resetToken }) => ({ reset_token: resetToken, new_password: NEW_PASSWORD }),
  mergeGuestCart: ({ cartId: cart_id, cartSecret: cart_secret }) => ({ cart_id, cart_secret }),
  // The total of one ball is not that of the example.
  placeOrder: () => ({}),
  changePassword: () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD }),
};

/** Where one route is several calls: the queries, by operation id. */
const QUERIES: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  storeUserData: [{ operation: 'register' }, { operation: 'update' }],
};

/** Every way to call every route of the list, whatever it is. */
export function probesOf(routes: readonly Route[]): readonly Probe[] {
  return routes.flatMap((route) => {
    const { method, path, operationId, queryExample = {} } = route;
    const queries = QUERIES[operationId];
    return (queries ?? [queryExample]).map((query) => ({
      name: `${method} ${path}${queries === undefined ? '' : `?${new URLSearchParams(query)}`}`,
      route,
      query,
    }));
  });
}

/** The call about whom it names. @throws Error naming the route when that is no good input */
export function inputOf(probe: Probe, of: Named): ProbeInput {
  const { route } = probe;
  const { params, query, body } = rawInputOf(probe, of);
  checkedInputOf(probe, of);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams(query).toString();
  const url = search === '' ? path : `${path}?${search}`;
  return { method: route.method, url, body, file: route.file && SMALL_PNG };
}

/** The same input as a handler gets it: for whatever else it asks, it fails. */
export function checkedInputOf(probe: Probe, of: Named): RouteInput {
  const { route } = probe;
  const raw = rawInputOf(probe, of);
  const query = checked(probe, 'query', route.query, raw.query);
  if (route.bodyFor && QUERIES[route.operationId] === undefined) {
    throw noInput(route, 'it has several bodies and QUERIES does not list them');
  }
  const bodySchema = route.bodyFor?.(query) ?? route.body;
  const input: object = {
    params: checked(probe, 'parameters', route.params, raw.params),
    query,
    body: bodySchema && checked(probe, 'body', bodySchema, raw.body),
  };
  return new Proxy(input, {
    get(target, member) {
      if (member in target) return Reflect.get(target, member);
      throw new Error(`${route.operationId} asks for ${String(member)}`);
    },
  }) as RouteInput;
}

function rawInputOf(probe: Probe, of: Named) {
  const { route, query } = probe;
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const params = names.map((name) => {
    const value = PARAMS[name]?.(of);
    if (value === undefined) throw noInput(route, `PARAMS has no {${name}}`);
    return [name, value] as const;
  });
  return {
    params: Object.fromEntries(params),
    query: 'user_id' in query ? { ...query, user_id: of.userId } : query,
    body: route.body && bodyOf(probe, of),
  };
}

function bodyOf(probe: Probe, of: Named): JsonObject {
  const body = BODIES[probe.route.operationId]?.(of, probe);
  if (body !== undefined) return body;
  const example = exampleOf(probe.route);
  return 'user_id' in example ? { ...example, user_id: of.userId } : example;
}

function exampleOf(route: Route): JsonObject {
  if (route.bodyExample === undefined) throw noInput(route, 'it has no bodyExample');
  return asObject(route.bodyExample);
}

function checked({ route }: Probe, part: string, schema: Schema, raw: unknown): unknown {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw noInput(route, `its ${part} ${JSON.stringify(raw)} are refused: ${result.error.message}`);
}

function noInput({ method, path, operationId }: Route, reason: string): Error {
  return new Error(
    `No good input for ${method} ${path} (${operationId}) in tests/access/probes.ts: ${reason}`,
  );
}
