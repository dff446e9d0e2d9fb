import type { LambdaResult } from '../../src/entry/lambda-result.ts';
import { type Answer, freshAddress } from '../contracts/http/api-client.ts';
import type { Call } from '../contracts/http/call.ts';
import { CALLS, nameOf, optionsOf } from '../contracts/http/call-table.ts';
import { addToCart, BALL, freshUserId } from '../contracts/http/fixtures.ts';
import { ownerFor } from '../contracts/http/sign-in-fixtures.ts';
import { EVENT_KINDS, eventOf, type ReceivedRequest } from '../functions/http-events.ts';
import type { LiveShop } from './live-shop.ts';
import {
  answersWell,
  type ExpectedEvent,
  type FunctionCase,
  type ProperEvent,
} from './proper-event.ts';

/** For each function the calls it is tried with, in turn. */
export const HTTP_FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  add_to_cart: ['POST /add_to_cart'],
  administration: ['PUT /products/{product_id}/stock/{size}'],
  carts: ['POST /users/{user_id}/cart/items'],
  catalogue: ['GET /products'],
  checkout: ['POST /checkout'],
  clear_cart: ['POST /clear_cart'],
  create_personal_information: ['POST /user-personal-information'],
  create_user: ['POST /users'],
  delete_user: ['DELETE /users/{user_id}'],
  get_orders: ['GET /get_orders'],
  get_user: ['GET /users/{user_id}'],
  get_user_data: ['GET /get_user_data'],
  health: ['GET /health/ready'],
  home_page: ['GET /home_page'],
  identity: ['POST /login'],
  list_personal_information: ['GET /user-personal-information'],
  list_users: ['GET /users'],
  load_cart: ['GET /load_cart'],
  load_products: ['GET /load_products'],
  orders: ['POST /users/{user_id}/orders'],
  photos: ['PUT /products/{product_id}/photo', 'GET /photos/{file}'],
  registration: ['POST /register'],
  store_user_data: ['POST /store_user_data'],
  update_personal_information: ['PUT /user-personal-information/{user_id}'],
  update_user: ['PUT /users/{user_id}'],
  web_pages: ['GET /openapi.json', 'GET /docs'],
};

/** Without a row in the contract's table. */
const OTHER_CALLS: readonly Call[] = [
  ['/health/ready', '/health/ready'],
  ['/openapi.json', '/openapi.json'],
  ['/docs', '/docs'],
  ['/photos/{file}', `/photos/${BALL.product_id}.png`],
].map(([path = '', url = '']) => ({ method: 'GET', path, who: 'anyone', url: () => url }));

/** What has no request context is a task's input to the one function that is both. */
const ALSO_TASK = 'get_user';
/** The ads and the products of its page are those of a minute ago. */
const REMEMBERS = 'home_page';
const HAS_NO_STORE = new Set(['web_pages']);

export function httpCase(shop: LiveShop, name: string): FunctionCase {
  const calls = (HTTP_FUNCTIONS[name] ?? []).map(callOf);
  let count = 0;
  const eventFor = async (call: Call | undefined, authorization?: string) => {
    const kind = EVENT_KINDS[count % EVENT_KINDS.length];
    if (call === undefined || kind === undefined) throw new Error(`No calls of ${name}`);
    const request = await requestOf(shop, call, authorization);
    return { call, event: eventOf(kind, request, { routeKey: nameOf(call) }) };
  };
  const properFor = async (wanted: Call | undefined): Promise<ProperEvent> => {
    const { call, event } = await eventFor(wanted);
    return { event, faultsOf: (result) => faultsOfResult(shop, call, result) };
  };
  return {
    name,
    calledBy: 'HTTP',
    proper() {
      count += 1;
      return properFor(calls[count % calls.length]);
    },
    waiting: () => properFor(calls[0]),
    async refused() {
      const { call, event } = await eventFor(calls[0], 'Bearer nobody.signed.this');
      return { event, expected: isProblem(shop, call, 401, 'INVALID_TOKEN') };
    },
    bad: badEvents(name).map(
      (event): ExpectedEvent => ({
        event,
        expected: isProblem(shop, undefined, 400, 'MALFORMED_REQUEST'),
      }),
    ),
    ...(!HAS_NO_STORE.has(name) && {
      withoutStore: isProblem(shop, undefined, 503, 'STORE_UNAVAILABLE'),
    }),
    readsSecret: true,
    remembers: name === REMEMBERS,
  };
}

function badEvents(name: string): readonly unknown[] {
  const events = [
    { requestContext: null },
    { version: '2.0', requestContext: { http: [] } },
    { httpMethod: 'GET', path: '/users', headers: { 'a\nb': 'c' }, requestContext: {} },
  ];
  return name === ALSO_TASK ? events : [null, [], 'text', {}, ...events];
}

function callOf(name: string): Call {
  const call = [...CALLS, ...OTHER_CALLS].find((one) => nameOf(one) === name);
  if (call === undefined) throw new Error(`The contract has no ${name}`);
  return call;
}

async function requestOf(
  { api, admin }: LiveShop,
  call: Call,
  authorization: string | undefined,
): Promise<ReceivedRequest> {
  const made = await ownerFor(call, api);
  if (/checkout|\/orders$/.test(call.path)) await addToCart(api, made.userId, BALL);
  const owner = call.path === '/store_user_data' ? { ...made, userId: freshUserId() } : made;
  const { json, raw, headers = {} } = optionsOf(call, owner);
  const [path = '', query = ''] = call.url(owner).split('?');
  const own = call.who === 'anyone' ? undefined : `Bearer ${admin.accessToken}`;
  const authorized = authorization ?? own;
  const sourceIp = freshAddress();
  return {
    ...{ method: call.method, path, query, sourceIp },
    headers: [
      ['host', 'shop.example'],
      ['x-forwarded-for', sourceIp],
      ...(authorized === undefined ? [] : [['authorization', authorized] as const]),
      ...(json === undefined ? [] : [['content-type', 'application/json'] as const]),
      ...Object.entries(headers),
    ],
    body: Buffer.from(json === undefined ? ((raw as Uint8Array) ?? '') : JSON.stringify(json)),
  };
}

function isProblem(shop: LiveShop, call: Call | undefined, status: number, code: string) {
  return answersWell((result) => {
    const answer = answerOf(result as LambdaResult, call?.path ?? '/');
    const type = answer.headers.get('content-type');
    const found = `${answer.status} ${type} ${answer.text}`;
    const isIt =
      answer.status === status &&
      type === 'application/problem+json' &&
      (answer.body as { readonly code?: unknown }).code === code;
    if (!isIt) return [`not ${code} but ${found}`];
    if (status === 503 && answer.headers.get('retry-after') === null) return ['no Retry-After'];
    return call === undefined ? [] : undocumented(shop, call, answer);
  });
}

function faultsOfResult(shop: LiveShop, call: Call, result: unknown): readonly string[] {
  const answer = answerOf(result as LambdaResult, call.path);
  if (answer.status !== 200 && answer.status !== 201) {
    return [`${nameOf(call)}: ${answer.status} ${answer.text}`];
  }
  if (answer.headers.get('content-type') === 'image/png') {
    return answer.text.slice(1, 4) === 'PNG' ? [] : ['The photo is no PNG'];
  }
  return answer.body === undefined ? [] : undocumented(shop, call, answer);
}

function undocumented({ openApi }: LiveShop, call: Call, answer: Answer): readonly string[] {
  const operation = openApi.operationOf(nameOf(call));
  return openApi.faultsOfReply(operation, answer).map((fault) => JSON.stringify(fault));
}

function answerOf(result: LambdaResult, path: string): Answer {
  const { statusCode: status, body: sent, isBase64Encoded } = result;
  const headers = new Headers({ ...result.headers });
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    headers.set(name, values.join(', '));
  }
  const bytes = Uint8Array.from(Buffer.from(sent, isBase64Encoded ? 'base64' : 'utf8'));
  const text = new TextDecoder().decode(bytes);
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '') && text !== '';
  return { status, headers, bytes, text, body: isJson ? JSON.parse(text) : undefined, path };
}
