import { type Check, CheckSkipped, expectProblem, expectStatus, expectThat } from './check.ts';

const ORIGIN = 'https://smoke.example';

/** What must be refused, and how. */
export const REFUSAL_CHECKS: readonly Check[] = [
  {
    title: 'an unknown route is 404',
    async run({ client }) {
      expectProblem(await client.call('/no-such-route'), 404, 'ROUTE_NOT_FOUND');
      return undefined;
    },
  },
  {
    title: 'another method is 405, and Allow says which there are',
    async run({ client }) {
      const answer = await client.call('/login', { method: 'DELETE' });
      expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
      const allow = answer.headers.get('allow');
      expectThat(allow === 'OPTIONS, POST', `allow is ${allow} and not OPTIONS, POST`);
      return undefined;
    },
  },
  {
    title: 'a malformed body is 400',
    async run({ client }) {
      const answer = await client.call('/login', { method: 'POST', body: '{' });
      expectProblem(answer, 400, 'MALFORMED_JSON');
      return undefined;
    },
  },
  {
    title: 'no token is 401',
    async run({ client }) {
      const answer = await client.call('/users?limit=1');
      if (answer.status === 200 && isThisMachine(client.url)) {
        throw new CheckSkipped('the server is in open mode');
      }
      expectProblem(answer, 401, 'AUTHENTICATION_REQUIRED');
      expectThat(answer.headers.has('www-authenticate'), 'www-authenticate is missing');
      return undefined;
    },
  },
  {
    title: 'a token that is none is 401',
    async run({ client }) {
      expectProblem(await client.call('/users?limit=1', { token: 'none' }), 401, 'INVALID_TOKEN');
      return undefined;
    },
  },
  {
    title: 'a page of another origin is told what it may do',
    async run({ client }) {
      const answer = await client.call('/login', {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expectStatus(answer, 204);
      const methods = answer.headers.get('access-control-allow-methods');
      expectThat(methods === 'OPTIONS, POST', `the methods are ${methods} and not OPTIONS, POST`);
      const origin = answer.headers.get('access-control-allow-origin');
      if (origin === '*') return 'every origin';
      expectThat(origin === null, `the origin ${ORIGIN} is answered with ${origin}`);
      return 'chosen origins alone';
    },
  },
];

/** Open mode is for a laptop: anywhere else it is a fault, and told as one. */
function isThisMachine(url: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
}
