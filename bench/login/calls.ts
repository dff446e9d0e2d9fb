import type { IncomingHttpHeaders } from 'node:http';
import type { SampleUser } from '../data.ts';
import type { RequestStream } from '../scenarios.ts';
import type { ServerProcess } from '../server-process.ts';
import type { Call, Contender } from './contender.ts';

let addresses = 0;

/** From an address of its own each time: throttles count it and it never has to wait. */
export function postHeaders(): Record<string, string> {
  addresses += 1;
  const bytes = [10, addresses >> 16, addresses >> 8, addresses].map((byte) => byte & 0xff);
  return { 'content-type': 'application/json', 'x-forwarded-for': bytes.join('.') };
}

export function posts(nextCall: () => Call): RequestStream {
  return {
    requests: [
      {
        method: 'POST',
        setupRequest(request) {
          const { path, body } = nextCall();
          return { ...request, path, headers: postHeaders(), body: JSON.stringify(body) };
        },
      },
    ],
  };
}

/** Each account in turn. */
export function logIns({ accounts, logIn }: Pick<Contender, 'accounts' | 'logIn'>): RequestStream {
  let next = 0;
  return posts(() => {
    const account = accounts[next % accounts.length];
    next += 1;
    if (account === undefined) throw new Error('There is no account to sign in to');
    return logIn(account);
  });
}

export function gets(
  requests: readonly { readonly path: string; readonly headers?: IncomingHttpHeaders }[],
): RequestStream {
  return { requests: requests.map((request) => ({ method: 'GET', ...request })) };
}

/** Gives what `read` finds in the answer to each account's sign-in. */
export async function signIn<Found>(
  { baseUrl }: ServerProcess,
  accounts: readonly SampleUser[],
  logIn: Contender['logIn'],
  read: (response: Response) => Promise<Found> | Found,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const account of accounts) {
    const { path, body } = logIn(account);
    // As from a page of the server's own: fetch says that it is a browser of sorts.
    const headers = { ...postHeaders(), origin: baseUrl };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(baseUrl + path, request);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    found.push(await read(response));
  }
  return found;
}
