import { generateKeyPairSync, sign } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '../../src/domain/session.ts';
import { CLOCK_SKEW_SECONDS, keySetText, newKey } from '../../src/services/key-set.ts';
import { openSigningKeys } from '../../src/services/signing-keys.ts';
import { asObject, type JsonObject } from '../contracts/http/api-client.ts';
import type { AccessBench } from './access-bench.ts';
import { newAccount } from './accounts.ts';

const silent = () => undefined;
const SILENT = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * Tokens of an admin whose session stands, each good but for what it is named after. Lets the time
 * of the bench go on until the first has expired.
 */
export async function badTokens(bench: AccessBench): Promise<Readonly<Record<string, string>>> {
  const { now, accessTokensOf } = bench;
  const expiring = await newAccount(bench, { role: 'admin' });
  bench.passTime(ACCESS_TOKEN_SECONDS + CLOCK_SKEW_SECONDS);

  const { userId, sessionId, token, refreshToken } = await newAccount(bench, { role: 'admin' });
  const claims = { userId, sessionId, role: 'admin' } as const;
  const json = keySetText([newKey(now())]);
  const otherKeys = await openSigningKeys({ kind: 'inline', json }, { clock: now, log: SILENT });
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { privateKey } = generateKeyPairSync('ed25519');
  const signedByStranger = sign(null, Buffer.from(`${header}.${payload}`), privateKey);
  const none = encoded({ ...decoded(header), alg: 'none' });
  const someone = await newAccount(bench);
  const ofSomeone = encoded({ ...decoded(payload), sub: someone.userId });
  return {
    'in form alone': 'abc.def.ghi',
    'of one letter': 'x',
    'that has expired': expiring.token,
    'for another audience': await accessTokensOf({ audience: 'another' }).sign(claims),
    'of another issuer': await accessTokensOf({ issuer: 'another' }).sign(claims),
    'signed with another key': await accessTokensOf({ keys: otherKeys }).sign(claims),
    'signed by a stranger in the name of our key': `${header}.${payload}.${signedByStranger.toString('base64url')}`,
    'without a signature': `${header}.${payload}.`,
    'of the algorithm none': `${none}.${payload}.`,
    'of the algorithm none with a signature': `${none}.${payload}.${signature}`,
    'made to be of another user': `${header}.${ofSomeone}.${signature}`,
    'to refresh with': refreshToken,
  };
}

function encoded(members: JsonObject): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}

function decoded(part: string): JsonObject {
  return asObject(JSON.parse(Buffer.from(part, 'base64url').toString()));
}
