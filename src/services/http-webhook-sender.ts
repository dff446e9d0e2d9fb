import { createHmac, randomBytes } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { DomainEvent } from '../domain/event.ts';
import type { SendOutcome, WebhookSender } from '../ports/webhook-sender.ts';
import { guardedLookup, isPublicAddress, PrivateAddressError } from './public-address.ts';

const TIMEOUT_MS = 10_000;
const SECRET_PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const MAX_URL_LENGTH = 2048;

interface SenderOptions {
  readonly now: () => number;
  /** Whether loopback, link-local and private addresses may be sent to. */
  readonly mayReachPrivate: boolean;
  readonly timeoutMs?: number;
}

/**
 * Sends events as Standard Webhooks 1.0 says: an id, a timestamp, and HMAC-SHA256 over both and the
 * body. Redirects are not followed, and the address that was checked is the one connected to.
 */
export function httpWebhookSender(options: SenderOptions): WebhookSender {
  const { now, mayReachPrivate, timeoutMs = TIMEOUT_MS } = options;
  return {
    async send({ url, secret }, event) {
      const target = new URL(url);
      if (!mayReachPrivate && saysPrivate(target)) return unreachable('its address is private');
      const id = encodeURIComponent(event.eventId);
      const timestamp = String(Math.floor(now() / 1000));
      const body = bodyOf(id, event);
      const headers = {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Kitroom',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`,
      };
      try {
        const status = await post(target, { headers, body, mayReachPrivate, timeoutMs });
        if (Math.floor(status / 100) === 2) return { kind: 'delivered' };
        return { kind: 'failed', reason: `answered ${status}`, isUnreachable: false };
      } catch (error) {
        return unreachable(reasonOf(error, timeoutMs));
      }
    },
    problemOf: (url) => problemOf(url, mayReachPrivate),
    newSecret: () => SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64'),
  };
}

function bodyOf(id: string, { type, at, data }: DomainEvent): string {
  return JSON.stringify({ id, type, timestamp: at, data });
}

function signatureOf(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return createHmac('sha256', key).update(signed).digest('base64');
}

interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly mayReachPrivate: boolean;
  readonly timeoutMs: number;
}

/** Gives the status; what else is answered is of no interest and not read. */
function post(target: URL, { headers, body, mayReachPrivate, timeoutMs }: Post): Promise<number> {
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(target, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(!mayReachPrivate && { lookup: guardedLookup }),
    });
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    // Unheard it would be the end of the connection, and of nothing that is waited for here.
    request.on('upgrade', (response, socket) => {
      resolve(response.statusCode ?? 0);
      socket.destroy();
    });
    // After the answer these only tell that the rest was not read.
    request.on('error', reject);
    request.on('close', () => reject(new Error('The connection ended without an answer')));
    request.end(body);
  });
}

function unreachable(reason: string): SendOutcome {
  return { kind: 'failed', reason, isUnreachable: true };
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof PrivateAddressError) return 'its address is private';
  if (!(error instanceof Error)) return 'it cannot be reached';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `did not answer within ${timeoutMs / 1000} s`;
  }
  const code = 'code' in error ? String(error.code) : error.name;
  return `cannot be reached: ${code}`;
}

function problemOf(text: string, mayReachPrivate: boolean): string | undefined {
  const url = URL.canParse(text) && text.length <= MAX_URL_LENGTH ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    return `must be an http or https address of at most ${MAX_URL_LENGTH} characters`;
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'must have no user, password or fragment';
  }
  return !mayReachPrivate && saysPrivate(url) ? 'must be a public address' : undefined;
}

/** Whether the URL itself names a private address; a name may still turn out to have one. */
function saysPrivate({ hostname }: URL): boolean {
  if (/(^|\.)localhost\.?$/.test(hostname)) return true;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) !== 0 && !isPublicAddress(host);
}
