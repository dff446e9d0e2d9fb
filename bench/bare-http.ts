import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Answer = object | Promise<object>;
type Body = Record<string, string>;

/** What the measured routes do, with nothing around it. */
export interface BareShop {
  getUser(userId: string): Answer;
  createUser(body: Body): Answer;
  loadProducts(tag: string): Answer;
  addToCart(body: Body): Answer;
  loadCart(userId: string): Answer;
  checkout(body: Body): Answer;
}

/** The name a product is shown by. */
export function bareLabel(product: Readonly<Record<string, unknown>>): string {
  return product['tag'] === 'kits'
    ? `${product['team_name']} ${product['side']} ${product['season']}`
    : String(product['label']);
}

/**
 * The least that could answer the measured routes: no framework, no validation, no log, no
 * headers but the body's own.
 */
export function serveBare(shop: BareShop, port: number): void {
  createServer((request, response) => {
    const { method, url = '' } = request;
    if (method === 'GET') {
      answer(response, 200, get(shop, url));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
      answer(response, url === '/users' ? 201 : 200, post(shop, request, body));
    });
  }).listen(port, '127.0.0.1');
}

function answer(response: ServerResponse, status: number, body: Answer | undefined): void {
  const send = (sent: number, value: object) => {
    response.writeHead(sent, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  if (body === undefined) send(404, {});
  else if (body instanceof Promise) {
    body.then(
      (value) => send(status, value),
      (error: unknown) => send(500, { error: String(error) }),
    );
  } else send(status, body);
}

function get(shop: BareShop, url: string): Answer | undefined {
  if (url.startsWith('/users/')) return shop.getUser(url.slice(7));
  const [path, search = ''] = url.split('?');
  const value = decodeURIComponent(search.slice(search.indexOf('=') + 1));
  if (path === '/load_products') return shop.loadProducts(value);
  if (path === '/load_cart') return shop.loadCart(value);
  return path === '/health/live' ? { status: 'ok' } : undefined;
}

function post(shop: BareShop, { url }: IncomingMessage, body: Body): Answer | undefined {
  if (url === '/users') return shop.createUser(body);
  if (url === '/add_to_cart') return shop.addToCart(body);
  return url === '/checkout' ? shop.checkout(body) : undefined;
}
