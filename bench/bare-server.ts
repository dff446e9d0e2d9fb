import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { BareShop } from './bare-shop.ts';

/**
 * The least that could answer the measured routes: no framework, no validation, no log, no
 * headers but the body's own. `node bench/bare-server.ts <database file> <port>`
 */
const [file = '', port = '0'] = process.argv.slice(2);
const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
const shop = new BareShop(database);

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function get(url: string, response: ServerResponse): void {
  if (url.startsWith('/users/')) answer(response, 200, shop.getUser(url.slice(7)));
  else {
    const [path, search = ''] = url.split('?');
    const value = decodeURIComponent(search.slice(search.indexOf('=') + 1));
    if (path === '/load_products') answer(response, 200, shop.loadProducts(value));
    else if (path === '/load_cart') answer(response, 200, shop.loadCart(value));
    else if (path === '/health/live') answer(response, 200, { status: 'ok' });
    else answer(response, 404, {});
  }
}

function post(url: string, body: Record<string, string>, response: ServerResponse): void {
  if (url === '/users') answer(response, 201, shop.createUser(body));
  else if (url === '/add_to_cart') answer(response, 200, shop.addToCart(body));
  else if (url === '/checkout') answer(response, 200, shop.checkout(body));
  else answer(response, 404, {});
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '' } = request;
  if (method === 'GET') {
    get(url, response);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => post(url, JSON.parse(Buffer.concat(chunks).toString()), response));
}

createServer(handle).listen(Number(port), '127.0.0.1');
