import ipaddr from 'ipaddr.js';

const UNKNOWN = 'unknown';
/** What one household or one customer of a provider has of IPv6. */
const IPV6_PREFIX_BITS = 64;

/**
 * The network address that attempts are counted under: of IPv6 its /64. Each of `trustedHops`
 * proxies has added to X-Forwarded-For the address that it was called from, at its end; whatever
 * stands before those the client may have made up.
 */
export function clientSource(
  headers: Headers,
  remoteAddress: string | undefined,
  trustedHops: number,
): string {
  const forwarded = trustedHops === 0 ? null : headers.get('x-forwarded-for');
  const hops = forwarded === null ? [] : forwarded.split(',');
  const client = hops.at(-Math.min(trustedHops, hops.length));
  return networkOf(client) ?? networkOf(remoteAddress) ?? UNKNOWN;
}

function networkOf(text: string | undefined): string | undefined {
  // What is no address at all is found out by an exception, which costs as much as all the rest.
  if (text === undefined) return undefined;
  const address = withoutPort(text.trim());
  if (!ipaddr.isValid(address)) return undefined;
  // Also unwraps IPv4 in IPv6.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const bytes = parsed.toByteArray().fill(0, IPV6_PREFIX_BITS / 8);
  return `${ipaddr.fromByteArray(bytes).toString()}/${IPV6_PREFIX_BITS}`;
}

/** Some proxies write "1.2.3.4:567" and "[2001:db8::1]:567". */
function withoutPort(hop: string): string {
  return (
    /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(hop)?.[1] ?? hop
  );
}
