import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/ports/store.ts';
import type { Route } from '../../src/routes/route.ts';
import { argon2Passwords } from '../../src/services/argon2-passwords.ts';
import { folderPhotos } from '../../src/services/folder-photos.ts';
import { jwtAccessTokens } from '../../src/services/jwt-access-tokens.ts';
import { readSampleCatalogue, SAMPLE_PHOTOS } from '../../src/services/sample-catalogue.ts';
import { openSigningKeys, type SigningKeys } from '../../src/services/signing-keys.ts';
import { openSqliteStore } from '../../src/stores/sqlite/sqlite-store.ts';
import { joinApp } from '../../src/wiring.ts';
import { type Answer, freshAddress } from '../contracts/http/api-client.ts';
import { PASSWORD } from '../contracts/http/fixtures.ts';
import { countedStore } from './counted-store.ts';

/** What the contracts of this folder run against. */
export interface AccessTarget {
  /** Asked for in a hook or a test only. */
  readonly store: () => Store;
  /** All that the store keeps: of each table its rows as one text. */
  readonly dump: () => Promise<Readonly<Record<string, string>>>;
  /** The same, to be held against a later dump: it may know what an earlier one found. */
  readonly dumpBefore: () => Promise<Readonly<Record<string, string>>>;
}

export interface SentRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The text of a JSON body. */
  readonly text?: string | undefined;
  /** A PNG instead. */
  readonly file?: Uint8Array<ArrayBuffer> | undefined;
  /** Of a guest's cart, instead of a token. */
  readonly cartSecret?: string | undefined;
}

export interface CountedAnswer extends Answer {
  readonly storeCalls: readonly string[];
}

/** A protected Kitroom in this process, whose clock, keys and store the test holds. */
export interface AccessBench {
  readonly routes: readonly Route[];
  /** Not counted. */
  readonly store: Store;
  readonly useCases: ReturnType<typeof joinApp>['useCases'];
  readonly keys: SigningKeys;
  /** Of PASSWORD. */
  readonly passwordHash: string;
  readonly now: () => Date;
  readonly passTime: (seconds: number) => void;
  readonly accessTokensOf: (over?: TokenNames) => ReturnType<typeof jwtAccessTokens>;
  readonly send: (request: SentRequest) => Promise<CountedAnswer>;
  readonly close: () => void;
}

interface TokenNames {
  readonly issuer?: string;
  readonly audience?: string;
  readonly keys?: SigningKeys;
}

/** Enough for an engine that has just started, on a machine with more to do. */
export const HOOK_TIMEOUT_MS = 120_000;

const ORIGIN = 'http://kitroom.test';
const SETTINGS = {
  access: 'protected',
  corsOrigins: '*',
  currency: 'EUR',
  passwordMinLength: 8,
  peppers: [],
  throttling: true,
  trustedHops: 0,
  pendingOrderLifeMs: undefined,
  webhooksToPrivate: false,
  photos: folderPhotos([SAMPLE_PHOTOS]),
} as const;
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Every route there is, for the names of tests: nothing can be asked of them. */
export async function wiredRoutes(): Promise<readonly Route[]> {
  const accessTokens = { sign: neverAsked, verify: neverAsked, publicKeys: neverAsked };
  const store = openSqliteStore(':memory:');
  const settings = { ...SETTINGS, accessTokens, clock: () => new Date(), log: SILENT };
  const { routes } = joinApp(store, settings);
  await store.close();
  return routes;
}

async function neverAsked(): Promise<never> {
  throw new Error('Nothing can be asked of these routes');
}

export async function accessBench(store: Store): Promise<AccessBench> {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-access-'));
  let time = Date.now();
  const clock = () => new Date(time);
  const keys = await openSigningKeys(
    { kind: 'file', file: join(folder, 'token-keys.json') },
    { clock, log: SILENT },
  );
  const accessTokensOf = (over: TokenNames = {}) => {
    const names = { issuer: 'kitroom', audience: 'kitroom', keys, ...over };
    return jwtAccessTokens({ ...names, clock, newId: randomUUID });
  };
  const counted = countedStore(store);
  const { app, routes, useCases } = joinApp(counted.store, {
    ...SETTINGS,
    photos: folderPhotos([join(folder, 'photos'), SAMPLE_PHOTOS]),
    accessTokens: accessTokensOf(),
    clock,
    log: SILENT,
  });
  const { ads, products } = await readSampleCatalogue('EUR');
  await store.importCatalogue({
    ads: ads.slice(0, 4),
    products: products.filter(({ tag }) => tag === 'accessories'),
  });
  await store.settleCurrency('EUR');
  return {
    routes,
    store,
    useCases,
    keys,
    passwordHash: await argon2Passwords({ minLength: 8 }).hash(PASSWORD),
    now: clock,
    passTime(seconds) {
      time += seconds * 1000;
    },
    accessTokensOf,
    async send({ method, url, token, text, file, cartSecret, headers = {} }) {
      const body = text ?? file;
      const request = new Request(ORIGIN + url, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(cartSecret !== undefined && { authorization: `Cart ${cartSecret}` }),
          ...(text !== undefined && { 'content-type': 'application/json' }),
          ...(file !== undefined && { 'content-type': 'image/png' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      });
      counted.takeCalls();
      const response = await app.fetch(request, { remoteAddress: freshAddress() });
      const storeCalls = counted.takeCalls();
      return { ...(await toAnswer(response, new URL(request.url).pathname)), storeCalls };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function toAnswer(response: Response, path: string): Promise<Answer> {
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '');
  return { status, headers, bytes, text, body: isJson ? JSON.parse(text) : undefined, path };
}
