import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smokeClient } from '../../scripts/smoke/client.ts';
import { PAGE_CHECKS } from '../../scripts/smoke/page-checks.ts';
import { REFUSAL_CHECKS } from '../../scripts/smoke/refusal-checks.ts';
import { runChecks } from '../../scripts/smoke/run-checks.ts';
import { throwawayChecks } from '../../scripts/smoke/write-checks.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { type Fault, startFaultyProxy } from './faulty-proxy.ts';

let server: KitroomProcess;
beforeAll(async () => {
  server = await startKitroom({ ACCESS: 'protected', SAMPLE_DATA: 'on' });
});
afterAll(async () => {
  await server.stop();
  await removeDataDir(server.dataDir);
});

const FAULTS: readonly (readonly [string, Fault, readonly string[]])[] = [
  [
    'a store that does not answer',
    ({ path }, answer) => {
      if (path === '/health/ready') answer.status = 503;
    },
    ['the store answers'],
  ],
  [
    'a key that shows its private part',
    ({ path }, answer) => {
      if (path.endsWith('jwks.json')) answer.text = '{"keys":[{"kid":"a","d":"secret"}]}';
    },
    ['the public keys of tokens are public, and no more than that'],
  ],
  [
    'a page that is repeated',
    ({ path }, answer) => {
      if (path === '/products?limit=1') answer.headers['link'] = `<${path}>; rel="next"`;
    },
    ['the products are listed, and the next page goes on'],
  ],
  [
    'a header that was dropped',
    (_, answer) => {
      delete answer.headers['x-content-type-options'];
    },
    ['an answer has the security headers'],
  ],
  [
    "a gateway's own 404",
    (_, answer) => {
      if (answer.status === 404) answer.headers['content-type'] = 'application/json';
    },
    ['an unknown route is 404'],
  ],
  [
    'an id of its own for each request',
    (_, answer) => {
      answer.headers['x-request-id'] = 'another';
    },
    [
      'the id of a request is kept',
      'an unknown route is 404',
      'another method is 405, and Allow says which there are',
      'a malformed body is 400',
      'no token is 401',
      'a token that is none is 401',
    ],
  ],
  [
    "a gateway's own preflight",
    ({ method }, answer) => {
      if (method === 'OPTIONS') answer.headers['access-control-allow-methods'] = '*';
    },
    ['a page of another origin is told what it may do'],
  ],
  [
    'an origin that is let in with every other',
    ({ method }, answer) => {
      if (method === 'OPTIONS') {
        answer.headers['access-control-allow-origin'] = 'https://smoke.example';
      }
    },
    ['a page of another origin is told what it may do'],
  ],
  [
    'a page of a proxy that asks to sign in',
    (_, answer) => {
      answer.status = 302;
      answer.headers['location'] = 'https://sign-in.example';
    },
    [...PAGE_CHECKS.slice(0, -2), ...REFUSAL_CHECKS].map(({ title }) => title),
  ],
  [
    'a cart that forgets',
    ({ method, path }, answer) => {
      if (method === 'GET' && path.endsWith('/cart')) answer.text = '{"lines":[]}';
    },
    ['it has a cart'],
  ],
  [
    'products of another shape',
    ({ path }, answer) => {
      if (path === '/products?limit=1') answer.text = '{"items":[{"sizes":7}]}';
    },
    ['it has a cart'],
  ],
];

describe('the smoke test finds', () => {
  test.each(FAULTS)('%s', async (_, fault, expected) => {
    const proxy = await startFaultyProxy(server.baseUrl, fault);
    const lines: string[] = [];
    const checks = [...PAGE_CHECKS, ...REFUSAL_CHECKS];
    const writes = expected.includes('it has a cart') ? throwawayChecks(randomUUID()) : [];
    const { failed } = await runChecks([...checks, ...writes], {
      client: smokeClient(proxy.url, 5_000),
      token: undefined,
      tell: (line) => lines.push(line),
    });
    await proxy.stop();
    const found = lines.filter((line) => line.startsWith('FAIL'));
    expect(found.map((line) => /ms {2}(.*?) – /.exec(line)?.[1])).toEqual(expected);
    expect(failed).toBe(expected.length);
    if (writes.length > 0)
      expect(lines).toContainEqual(expect.stringMatching(/^ok .*it is deleted/));
  });
});
