import { createHmac, randomUUID } from 'node:crypto';
import { createLocalJWKSet, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  apiClient,
  asList,
  asObject,
  type HttpTarget,
  type JsonObject,
} from './api-client.ts';
import { expectProblem } from './expect-problem.ts';
import { UUID_V4 } from './fixtures.ts';
import { claimsOf, headerIn, logIn, type SignedIn, signUp } from './sign-in-fixtures.ts';

const JWKS = '/.well-known/jwks.json';

/** What an access token says, how others check it, and what passes for one. */
export function accessTokensContract(target: HttpTarget): void {
  const api = apiClient(target);
  let user: SignedIn;
  beforeAll(async () => {
    user = await signUp(api, { firstname: 'Wilhelmine', phone_number: '1234567' });
  });
  const keySet = async () => asObject((await api.get(JWKS)).body) as JsonObject & JSONWebKeySet;

  describe('an access token', () => {
    test('is a JWT of the type at+jwt, signed with EdDSA by a key that it names', async () => {
      const { keys } = await keySet();
      const header = headerIn(user.accessToken);
      expect(header).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) });
      expect(keys.map(({ kid }) => kid)).toContain(header['kid']);
    });

    test('says who, which session and which role, for ten minutes, and nothing else', async () => {
      const now = Math.floor(Date.now() / 1000);
      const claims = claimsOf((await logIn(api, user)).accessToken);
      expect(claims).toEqual({
        iss: 'kitroom',
        aud: 'kitroom',
        sub: user.userId,
        sid: expect.stringMatching(/^[0-9a-f]{12}-[0-9a-f-]{36}$/),
        role: 'customer',
        jti: expect.stringMatching(UUID_V4),
        iat: expect.any(Number),
        exp: Number(claims['iat']) + 600,
      });
      expect(Math.abs(Number(claims['iat']) - now)).toBeLessThanOrEqual(10);
    });

    test('has an id of its own', async () => {
      const ids = [user, await logIn(api, user)].map(({ accessToken }) => claimsOf(accessToken));
      expect(ids[0]?.['jti']).not.toBe(ids[1]?.['jti']);
    });

    test('is verified by the public keys, and not once it is edited', async () => {
      const keys = createLocalJWKSet(await keySet());
      const options = {
        issuer: 'kitroom',
        audience: 'kitroom',
        typ: 'at+jwt',
        algorithms: ['EdDSA'],
      };
      const { payload } = await jwtVerify(user.accessToken, keys, options);
      expect(payload.sub).toBe(user.userId);
      const edited = edit(user.accessToken, { role: 'admin' });
      await expect(jwtVerify(edited, keys, options)).rejects.toThrow('signature');
    });

    test.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])(
      'is taken with the scheme written "%s"',
      async (scheme) => {
        const authorization = `${scheme} ${user.accessToken}`;
        expect((await api.get(`/users/${user.userId}`, { authorization })).status).toBe(200);
      },
    );
  });

  describe('the public keys', () => {
    test('are a key set without a private part, which others may keep for five minutes', async () => {
      const answer = await api.get(JWKS);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      const keys = asList(asObject(answer.body)['keys']);
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).toEqual({
          kty: 'OKP',
          crv: 'Ed25519',
          kid: expect.stringMatching(/^[\w-]{43}$/),
          x: expect.stringMatching(/^[\w-]{43}$/),
          alg: 'EdDSA',
          use: 'sig',
        });
      }
    });
  });

  describe('what is no access token of ours', () => {
    const expectRefused = async (token: string) => {
      const authorization = `Bearer ${token}`;
      const answers: readonly Answer[] = [
        await api.get(`/users/${user.userId}`, { authorization }),
        await api.get('/users', { authorization }),
        await api.get('/home_page', { authorization }),
        await api.post('/logout', undefined, { authorization }),
      ];
      for (const answer of answers) {
        expectProblem(answer, 'INVALID_TOKEN');
        expect(answer.text).not.toContain(token.slice(0, 40));
      }
    };

    test('a token with another claim, header or signature', async () => {
      const { accessToken } = user;
      const [header = '', payload = '', signature = ''] = accessToken.split('.');
      const other = (await logIn(api, user)).accessToken.split('.');
      const first = signature.startsWith('A') ? 'B' : 'A';
      for (const token of [
        edit(accessToken, { role: 'admin' }),
        edit(accessToken, { sub: randomUUID() }),
        edit(accessToken, { exp: 9_999_999_999 }),
        `${header}.${payload}.${other[2]}`,
        `${header}.${payload}.${first}${signature.slice(1)}`,
        `${header}.${payload}.`,
        `${header}.${payload}`,
        `${accessToken}.`,
        `${accessToken}=`,
      ]) {
        await expectRefused(token);
      }
    });

    test('a token signed by nobody, with a public key as a secret, or by another key', async () => {
      const header = headerIn(user.accessToken);
      const claims = claimsOf(user.accessToken);
      const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const unsigned = `${part({ ...header, alg: 'none' })}.${part(claims)}`;
      const hmacOf = (text: string) =>
        createHmac('sha256', String(keys[0]?.['x'])).update(text).digest('base64url');
      const { keys } = await keySet();
      const asHmac = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
      const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
      const foreign = new SignJWT({ ...claims }).setProtectedHeader({ ...header, alg: 'EdDSA' });
      await expectRefused(`${unsigned}.`);
      await expectRefused(`${asHmac}.${hmacOf(asHmac)}`);
      await expectRefused(await foreign.sign(privateKey));
    });

    test('a refresh token, and an access token where a refresh token belongs', async () => {
      await expectRefused(user.refreshToken);
      const answer = await api.post('/token/refresh', { refresh_token: user.accessToken });
      expectProblem(answer, 'INVALID_REFRESH_TOKEN');
    });

    test('a token in the URL, in a cookie, in a body or of another scheme', async () => {
      const { accessToken } = user;
      const answers = [
        await api.post(`/logout?access_token=${accessToken}`),
        await api.post('/logout', { access_token: accessToken }),
        await api.post('/logout', undefined, { cookie: `access_token=${accessToken}` }),
        await api.post('/logout', undefined, { 'x-access-token': accessToken }),
      ];
      for (const answer of answers) expectProblem(answer, 'AUTHENTICATION_REQUIRED');
      for (const authorization of [`Token ${accessToken}`, accessToken, `Bearer:${accessToken}`]) {
        expectProblem(await api.post('/logout', undefined, { authorization }), 'INVALID_TOKEN');
      }
      const query = await api.get(`/home_page?access_token=${accessToken}`);
      expectProblem(query, 'INVALID_INPUT', ['#/access_token']);
    });
  });
}

/** The same token with other claims and its old signature. */
function edit(token: string, claims: JsonObject): string {
  const [header, , signature] = token.split('.');
  const payload = Buffer.from(JSON.stringify({ ...claimsOf(token), ...claims }));
  return `${header}.${payload.toString('base64url')}.${signature}`;
}
