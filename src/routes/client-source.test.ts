import { describe, expect, test } from 'vitest';
import { clientSource } from './client-source.ts';

function sourceOf(forwarded: string | undefined, hops: number, remote?: string): string {
  const headers = new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });
  return clientSource(headers, remote, hops);
}

describe('the source of a request', () => {
  test('is the address of the connection where no proxy is trusted', () => {
    expect(sourceOf('1.1.1.1', 0, '9.9.9.9')).toBe('9.9.9.9');
    expect(sourceOf(undefined, 0, '9.9.9.9')).toBe('9.9.9.9');
  });

  test.each([
    ['6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
    ['6.6.6.6,1.1.1.1,2.2.2.2', 2, '1.1.1.1'],
    ['1.1.1.1', 1, '1.1.1.1'],
    ['1.1.1.1', 3, '1.1.1.1'],
    [' 1.1.1.1 ', 1, '1.1.1.1'],
    ['1.1.1.1:4711', 1, '1.1.1.1'],
    ['[2001:db8:1:2:3:4:5:6]:443', 1, '2001:db8:1:2::/64'],
  ])('is in X-Forwarded-For "%s" behind %i proxies: %s', (forwarded, hops, expected) => {
    expect(sourceOf(forwarded, hops, '10.0.0.1')).toBe(expected);
  });

  test.each([
    '',
    'unknown',
    'localhost',
    '999.1.1.1',
    '1.1.1.1, ',
    "' OR 1=1",
    '::g',
    '\u0661.1.1.1',
  ])('is the connection where X-Forwarded-For says "%s"', (forwarded) => {
    const headers = { get: () => forwarded } as unknown as Headers;
    expect(clientSource(headers, '10.0.0.1', 1)).toBe('10.0.0.1');
  });

  test('is the connection where the proxy says nothing', () => {
    expect(sourceOf(undefined, 1, '10.0.0.1')).toBe('10.0.0.1');
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['fe80::1%eth0', 'fe80::/64'],
  ])('of %s is %s', (remote, expected) => {
    expect(sourceOf(undefined, 0, remote)).toBe(expected);
  });

  test.each(['0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1'])(
    'has one name however the proxy writes it: %s',
    (forwarded) => {
      expect(sourceOf(forwarded, 1)).toBe('127.0.0.1');
    },
  );

  test('is one for all whose address is not known', () => {
    expect(sourceOf(undefined, 0)).toBe('unknown');
  });
});
