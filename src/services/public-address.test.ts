import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { httpWebhookSender } from './http-webhook-sender.ts';
import { guardedLookup, isPublicAddress, PrivateAddressError } from './public-address.ts';

type Answer = (error: Error | null, addresses: readonly LookupAddress[]) => void;

const { names, asked } = vi.hoisted(() => ({
  names: new Map<string, readonly string[]>(),
  asked: [] as string[],
}));
// What a name leads to is nothing a test could ask of the real network.
vi.mock('node:dns', () => ({
  lookup(name: string, _options: LookupAllOptions, answer: Answer) {
    asked.push(name);
    const addresses = names.get(name);
    if (addresses === undefined) return answer(new Error(`${name} is unknown`), []);
    const family = (address: string) => (address.includes(':') ? 6 : 4);
    return answer(
      null,
      addresses.map((address) => ({ address, family: family(address) })),
    );
  },
}));

const resolve = (name: string, all: boolean) =>
  new Promise((done) => {
    guardedLookup(name, { all }, (error, address, family) => done(error ?? [address, family]));
  });

describe('an address', () => {
  test.each([
    '93.184.215.14',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '2606:2800:21f::1',
    '::ffff:1.1.1.1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.255.0.1', '100.127.0.1'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.0.0.8'],
    ...['192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::7f00:1', '::10.0.0.1', '::ffff:127.0.0.1', '::ffff:0:7f00:1'],
    ...['64:ff9b::a00:1', '64:ff9b:1::a00:1', '2002:a00:1::', '2001:0:a00:1::', '2001:db8::1'],
    ...['fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1', '100::1', '2606:2800::1%eth0'],
    ...['', 'localhost', 'example.com'],
  ])('%j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a name', () => {
  test('leads to its addresses where all of them are public', async () => {
    names.set('shop.example', ['93.184.215.14', '2606:2800:21f::1']);
    expect(await resolve('shop.example', false)).toEqual(['93.184.215.14', 4]);
    expect(await resolve('shop.example', true)).toEqual([
      [
        { address: '93.184.215.14', family: 4 },
        { address: '2606:2800:21f::1', family: 6 },
      ],
      undefined,
    ]);
  });

  test.each([
    [['127.0.0.1']],
    [['93.184.215.14', '10.0.0.1']],
    [['2606:2800:21f::1', 'fd00::1']],
    [['::ffff:169.254.169.254']],
    [[]],
  ])('that leads to %j leads nowhere', async (addresses) => {
    names.set('odd.example', addresses);
    for (const all of [true, false]) {
      expect(await resolve('odd.example', all)).toBeInstanceOf(PrivateAddressError);
    }
  });

  test('that is unknown is an error of the resolver', async () => {
    expect(await resolve('none.example', true)).toMatchObject({ message: /unknown/ });
  });
});

describe('a webhook under a name of this machine', () => {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits += 1;
    response.end();
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    names.set('inside.example', ['127.0.0.1']);
  });
  afterAll(() => {
    server.close();
  });

  test('is not reached, and its name is asked for once', async () => {
    const { port } = server.address() as AddressInfo;
    const sender = httpWebhookSender({ now: Date.now, mayReachPrivate: false, timeoutMs: 2_000 });
    const url = `http://inside.example:${port}/`;
    expect(sender.problemOf(url)).toBeUndefined();
    asked.splice(0);
    const outcome = await sender.send(
      { url, secret: sender.newSecret() },
      { eventId: 'e', type: 'stock.changed', entity: 'product#kit', at: '', data: {} },
    );
    expect(outcome).toEqual({
      kind: 'failed',
      reason: 'its address is private',
      isUnreachable: true,
    });
    expect([hits, asked]).toEqual([0, ['inside.example']]);
  });
});
